package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.Optional;

/**
 * Which probe it is. A release alone does not say which kernel it is: Ubuntu builds one for two of its own releases
 * ({@code 5.4.0-42.46} and {@code 5.4.0-42.46~18.04.1}), Bottlerocket for several variants.
 *
 * @param distro the distribution's id
 * @param release what {@code uname -r} prints
 * @param packageVersion the version of the distribution's kernel package
 * @param flavour the kernel's variant, empty for the plain one
 * @param architecture as {@code uname -m} prints it
 * @param kind {@code kmod} or {@code ebpf}
 */
public record ProbeKey(
        String distro, String release, String packageVersion, String flavour, String architecture, String kind)
        implements Comparable<ProbeKey> {
    /** The kernel that this probe is for, which all its kinds share. */
    public String kernel() {
        return String.join("/", distro, release, packageVersion, flavour, architecture);
    }

    /** By distribution, kernel (older ones first), flavour, architecture and kind. */
    @Override
    public int compareTo(ProbeKey other) {
        int byDistro = distro.compareTo(other.distro);
        if (byDistro != 0) {
            return byDistro;
        }
        int byRelease = KernelOrder.INSTANCE.compare(release, other.release);
        if (byRelease != 0) {
            return byRelease;
        }
        int byVersion = KernelOrder.INSTANCE.compare(packageVersion, other.packageVersion);
        if (byVersion != 0) {
            return byVersion;
        }
        int byFlavour = flavour.compareTo(other.flavour);
        if (byFlavour != 0) {
            return byFlavour;
        }
        int byArchitecture = architecture.compareTo(other.architecture);
        return byArchitecture != 0 ? byArchitecture : kind.compareTo(other.kind);
    }

    /** It as one word, for example in an address; {@link #parse} reads it. */
    public String id() {
        return String.join(",", distro, release, packageVersion, flavour, architecture, kind);
    }

    /** Reads what {@link #id} made; empty for anything else. */
    public static Optional<ProbeKey> parse(String id) {
        String[] parts = id.split(",", -1);
        return parts.length == 6
                ? Optional.of(new ProbeKey(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]))
                : Optional.empty();
    }

    /** The same key, sharing its words with others, since each of them repeats in thousands of keys. */
    ProbeKey interned() {
        return new ProbeKey(
                distro.intern(),
                release.intern(),
                packageVersion.intern(),
                flavour.intern(),
                architecture.intern(),
                kind.intern());
    }

    /** One line for people: {@code debian 6.1.0-50-amd64 kmod}. */
    @Override
    public String toString() {
        return distro + " " + release + " " + kind;
    }
}
