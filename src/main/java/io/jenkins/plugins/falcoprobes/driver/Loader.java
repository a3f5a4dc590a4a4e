package io.jenkins.plugins.falcoprobes.driver;

import java.util.Optional;

/**
 * The loader of one Falco: where it looks for a probe.
 *
 * <p>A <em>path</em> is relative to what the loader is pointed at, with {@code /} between folders, and every character
 * as it is: this is how probes are stored. An <em>address</em> is what the loader sends.
 *
 * @param falco the Falco that the loader is of
 * @param driver the driver version that it asks for
 */
public record Loader(FalcoVersion falco, DriverVersion driver) {
    /** The folder of the hash era's probes, below {@code stable} or {@code dev}. */
    private static final String HASH_FOLDER = "sysdig-probe-binaries";

    /** The loader of a release. */
    public static Loader of(FalcoRelease release) {
        return new Loader(release.falco(), release.driver());
    }

    /** Whether the loader's names hold the md5 of the kernel's configuration: those up to Falco 0.22 do. */
    public boolean needsConfigMd5() {
        return falco.defaultNaming() == Naming.HASH;
    }

    /** Whether it can be told to fetch this kind: falcoctl 0.13, the loader of Falco 0.44, has dropped eBPF objects. */
    public boolean asksFor(ProbeKind kind) {
        return kind == ProbeKind.KMOD || !falco.isAtLeast("0.44.0");
    }

    /**
     * What the loader looks for on a host.
     *
     * @param configMd5 the md5 of the kernel's configuration on that host
     * @return its path; empty where the md5 is needed and missing, and where the loader cannot tell what the host is
     */
    public Optional<String> path(LoaderHost host, ProbeKind kind, Optional<String> configMd5) {
        return needsConfigMd5()
                ? configMd5.map(md5 -> hashPath(host.uname(), kind, md5))
                : LoaderTarget.of(falco, host).map(target -> targetPath(host.uname(), kind, target));
    }

    /** Whether what the loader looks for on a host is made for that host's kernel and no other's. */
    public boolean isOnlyFor(LoaderHost host) {
        return needsConfigMd5()
                || LoaderTarget.of(falco, host)
                        .filter(target -> target.isOnlyFor(host.uname().release()))
                        .isPresent();
    }

    /**
     * {@code falco-driver-loader} since 0.23. The architecture's folder came with 0.32.1, for eBPF objects with 0.32.2.
     */
    String targetPath(Uname uname, ProbeKind kind, LoaderTarget target) {
        boolean perArchitecture = falco.isAtLeast(kind == ProbeKind.KMOD ? "0.32.1" : "0.32.2");
        String folder = perArchitecture ? driver + "/" + uname.machine().machine() + "/" : driver + "/";
        return folder + target.fileName(kind);
    }

    /**
     * {@code falco-probe-loader} up to 0.21 and {@code falco-driver-loader} 0.22, where the driver's commit came in.
     * They look in {@code stable} unless SYSDIG_REPOSITORY (since 0.19 PACKAGES_REPOSITORY) says {@code dev}.
     */
    String hashPath(Uname uname, ProbeKind kind, String md5) {
        boolean byDriver = falco.isAtLeast("0.22.0") && !falco.isAtLeast("0.23.0");
        String name = String.join(
                "-",
                kind == ProbeKind.KMOD ? "falco-probe" : "falco-probe-bpf",
                byDriver ? driver.value() : falco.value(),
                uname.machine().machine(),
                uname.release(),
                md5);
        return (falco.isDev() ? "dev/" : "stable/") + HASH_FOLDER + "/" + name + "." + kind.extension();
    }

    /** Where the loader looks when it is not told otherwise (CMakeLists.txt of each Falco). */
    public String defaultRepository() {
        if (!falco.isAtLeast("0.23.0")) {
            return "https://s3.amazonaws.com/download.draios.com";
        }
        return falco.isAtLeast("0.26.2")
                ? "https://download.falco.org/driver"
                : "https://dl.bintray.com/falcosecurity/driver";
    }

    /** How the loader is told to look elsewhere: an environment variable or, of falcoctl, an option. */
    public String repositorySetting() {
        if (!falco.isAtLeast("0.19.0")) {
            return "SYSDIG_PROBE_URL";
        }
        if (!falco.isAtLeast("0.23.0")) {
            return "PROBE_URL";
        }
        return falco.isAtLeast("0.37.0") ? "falcoctl driver --repo" : "DRIVERS_REPO";
    }

    /**
     * The address that the loader sends for a path: up to 0.36 with {@code %2B} for every {@code +}, in the repository's
     * part too; falcoctl escapes the driver's version alone.
     */
    public String address(String repository, String path) {
        if (!falco.isAtLeast("0.37.0")) {
            return (repository + "/" + path).replace("+", "%2B");
        }
        int slash = path.indexOf('/');
        return repository + "/" + path.substring(0, slash).replace("+", "%2B") + path.substring(slash);
    }

    /**
     * The path under which a store must have a probe as well, because a service may read a {@code +} in an address as a
     * blank, as S3 does, and falcoctl sends the ones in a file's name as they are.
     */
    Optional<String> otherReading(String path) {
        int slash = path.lastIndexOf('/') + 1;
        boolean sentPlain = falco.isAtLeast("0.37.0") && path.indexOf('+', slash) >= 0;
        return sentPlain
                ? Optional.of(path.substring(0, slash) + path.substring(slash).replace('+', ' '))
                : Optional.empty();
    }
}
