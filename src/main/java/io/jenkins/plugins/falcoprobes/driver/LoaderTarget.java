package io.jenkins.plugins.falcoprobes.driver;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a loader of the target era makes of a host: the three parts of {@code falco_<target>_<release>_<version>}.
 *
 * <p>The rules are those of {@code scripts/falco-driver-loader} of falcosecurity/falco (function get_target_id) for 0.23
 * to 0.36, and of {@code pkg/driver/distro} of falcosecurity/falcoctl, which is the loader since 0.37, in the version
 * that each Falco has in {@code cmake/modules/falcoctl.cmake}. A distribution with rules of its own is one entry of
 * {@link #RULES}; every other one is named by os-release's {@code ID}. The loaders' oddities are kept: this is what they
 * ask for, not what they should.
 *
 * @param name the target, for example {@code debian} or {@code ubuntu-aws}
 * @param release the kernel's release as that loader has it; empty where it cannot read it
 * @param version the kernel's version as that loader has it
 */
record LoaderTarget(String name, String release, String version) {
    private static final Map<String, Rule> RULES = Map.of(
            "amzn", LoaderTarget::amazon,
            "debian", LoaderTarget::debian,
            "ubuntu", LoaderTarget::ubuntu,
            "flatcar", LoaderTarget::flatcar,
            "bottlerocket", LoaderTarget::bottlerocket,
            "talos", LoaderTarget::talos);

    private static final Pattern DEBIAN_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+-\\d+");
    private static final Pattern DEBIAN_FLAVOUR = Pattern.compile("-?(rt-|cloud-|)(amd64|arm64)");
    private static final Pattern DEBIAN_FLAVOUR_0_35_0 = Pattern.compile("-()(amd64|arm64)");
    private static final Pattern UBUNTU_FLAVOUR = Pattern.compile("-([a-zA-Z]+)(-.*)?$");
    private static final Pattern UBUNTU_VERSION_0_35_1 = Pattern.compile("^#(\\d+~[^-\\s]*)-Ubuntu .*");
    private static final Pattern NUMBER = Pattern.compile("#(\\d+)");
    /** What a part of a file's name may have in it; hosts and repositories say what they like. */
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9._+~:-]*");

    /** How a loader names one distribution's hosts; empty where it cannot, for want of a line in os-release. */
    @FunctionalInterface
    private interface Rule {
        Optional<LoaderTarget> apply(FalcoVersion falco, LoaderHost host);
    }

    /** What this Falco's loader looks for on a host; empty where it cannot tell what the host is. */
    static Optional<LoaderTarget> of(FalcoVersion falco, LoaderHost host) {
        return made(falco, host).filter(target -> Stream.of(target.name, target.release, target.version)
                .allMatch(part -> PART.matcher(part).matches()));
    }

    private static Optional<LoaderTarget> made(FalcoVersion falco, LoaderHost host) {
        // Minikube says that it is Buildroot; 0.33 is the first to look at its other file.
        if (host.minikube().isPresent() && falco.isAtLeast("0.33.0")) {
            return Optional.of(named("minikube", falco, host)
                    .withVersion("1_" + host.minikube().get()));
        }
        if (host.os().id().isEmpty()) {
            return Optional.empty();
        }
        return RULES.getOrDefault(host.os().id(), LoaderTarget::generic).apply(falco, host);
    }

    private static Optional<LoaderTarget> generic(FalcoVersion falco, LoaderHost host) {
        return Optional.of(named(host.os().id(), falco, host));
    }

    /** By os-release's id, the release and the number after the {@code #} of {@code uname -v}. */
    private static LoaderTarget named(String name, FalcoVersion falco, LoaderHost host) {
        return new LoaderTarget(
                name, release(falco, host), number(falco, host.uname().version()));
    }

    private LoaderTarget withVersion(String other) {
        return new LoaderTarget(name, release, other);
    }

    /** Version 2 has a target of its own, since 0.35 2022 and 2023 too. */
    private static Optional<LoaderTarget> amazon(FalcoVersion falco, LoaderHost host) {
        String version = host.os().versionId();
        boolean own =
                switch (version) {
                    case "2" -> true;
                    case "2022", "2023" -> falco.isAtLeast("0.35.0");
                    default -> false;
                };
        return Optional.of(named("amazonlinux" + (own ? version : ""), falco, host));
    }

    /**
     * Since 0.35 the release is made anew: {@code X.Y.Z-N} as {@code uname -v} has it, which ends with the package's
     * version ({@code #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-...)}), and the flavour's ending as far as it is
     * known. What follows {@code N} is dropped, {@code ~bpo12+1}, {@code ~deb12u1} and {@code +rpt1} too, and where
     * there is no {@code X.Y.Z-N} (release candidates) the release stays as it is. 0.35.0 alone forgets {@code rt-} and
     * {@code cloud-}; no loader knows endings like {@code -arm64-16k} or {@code -rpi-v8}. falcoctl sets the version to 1.
     */
    private static Optional<LoaderTarget> debian(FalcoVersion falco, LoaderHost host) {
        LoaderTarget unchanged = named("debian", falco, host);
        Matcher version = DEBIAN_VERSION.matcher(host.uname().version());
        if (!falco.isAtLeast("0.35.0") || !version.find()) {
            return Optional.of(unchanged);
        }
        Pattern known = falco.isAtLeast("0.35.1") ? DEBIAN_FLAVOUR : DEBIAN_FLAVOUR_0_35_0;
        Matcher flavour = known.matcher(unchanged.release);
        String ending = flavour.find() ? "-" + flavour.group(1) + flavour.group(2) : "";
        return Optional.of(new LoaderTarget(
                unchanged.name, version.group() + ending, falco.isAtLeast("0.37.0") ? "1" : unchanged.version));
    }

    /**
     * The flavour is in the target: only {@code aws} up to 0.32, the whole ending in 0.33 to 0.35.0
     * ({@code ubuntu-aws-5.0}), its first word since 0.35.1. Since then the version keeps what follows a {@code ~}:
     * {@code #26~22.04.1-Ubuntu} is {@code 26~22.04.1}; falcoctl keeps all of the first word, {@code 40+esm1} too.
     */
    private static Optional<LoaderTarget> ubuntu(FalcoVersion falco, LoaderHost host) {
        LoaderTarget plain = named("ubuntu", falco, host);
        if (!falco.isAtLeast("0.33.0")) {
            return Optional.of(new LoaderTarget(
                    plain.release.contains("aws") ? "ubuntu-aws" : "ubuntu-generic", plain.release, plain.version));
        }
        Matcher flavour = UBUNTU_FLAVOUR.matcher(plain.release);
        String target = "generic";
        if (flavour.find()) {
            boolean firstWordOnly = falco.isAtLeast("0.35.1") || flavour.group(2) == null;
            target = firstWordOnly ? flavour.group(1) : flavour.group(1) + flavour.group(2);
        }
        return Optional.of(new LoaderTarget(
                "ubuntu-" + target,
                plain.release,
                ubuntuVersion(falco, host.uname().version())));
    }

    private static String ubuntuVersion(FalcoVersion falco, String unameVersion) {
        if (falco.isAtLeast("0.37.0")) {
            return firstWord(unameVersion).replaceFirst("-Ubuntu$", "");
        }
        Matcher backport = UBUNTU_VERSION_0_35_1.matcher(unameVersion);
        return falco.isAtLeast("0.35.1") && backport.matches() ? backport.group(1) : number(falco, unameVersion);
    }

    /** The release is that of the image since 0.32.1. */
    private static Optional<LoaderTarget> flatcar(FalcoVersion falco, LoaderHost host) {
        LoaderTarget plain = named("flatcar", falco, host);
        if (!falco.isAtLeast("0.32.1")) {
            return Optional.of(plain);
        }
        return known(host.os().versionId()).map(image -> new LoaderTarget(plain.name, image, plain.version));
    }

    /** Since 0.34 the version is that of the image, with the first word of its variant. */
    private static Optional<LoaderTarget> bottlerocket(FalcoVersion falco, LoaderHost host) {
        LoaderTarget plain = named("bottlerocket", falco, host);
        if (!falco.isAtLeast("0.34.0")) {
            return Optional.of(plain);
        }
        return known(host.os().versionId()).flatMap(image -> known(host.os().variantId())
                .map(variant -> plain.withVersion("1_" + image + "-" + variant.split("-", 2)[0])));
    }

    /** Since 0.35 the version is that of the image. */
    private static Optional<LoaderTarget> talos(FalcoVersion falco, LoaderHost host) {
        LoaderTarget plain = named("talos", falco, host);
        if (!falco.isAtLeast("0.35.0")) {
            return Optional.of(plain);
        }
        return known(host.os().versionId()).map(image -> plain.withVersion("1_" + image));
    }

    private static Optional<String> known(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static String release(FalcoVersion falco, LoaderHost host) {
        String release = host.uname().release();
        return falco.isAtLeast("0.37.0") ? FalcoctlRelease.read(falco, release) : release;
    }

    /** The digits after {@code #}; where there are none, all of it. 0.37.0 alone takes the first word, "1-photon". */
    private static String number(FalcoVersion falco, String unameVersion) {
        if (falco.isAtLeast("0.37.0") && !falco.isAtLeast("0.37.1")) {
            return firstWord(unameVersion);
        }
        Matcher number = NUMBER.matcher(unameVersion);
        return number.find() ? number.group(1) : unameVersion;
    }

    private static String firstWord(String unameVersion) {
        return unameVersion.replaceFirst("^#+", "").split(" ", 2)[0];
    }

    /**
     * Whether only hosts of this kernel's flavour ask for the name. Hosts of some of Debian's flavours ask for what belongs
     * to the plain kernel's hosts, whose module they cannot load; and where falcoctl cannot read a release, all hosts of
     * the distribution ask for the same.
     */
    boolean isOnlyFor(String kernelRelease) {
        if (release.isEmpty()) {
            return false;
        }
        Matcher asked = DEBIAN_FLAVOUR.matcher(release);
        Matcher own = DEBIAN_FLAVOUR.matcher(kernelRelease);
        if (!name.equals("debian") || !asked.find()) {
            return true;
        }
        return own.find()
                && own.group().equals(asked.group())
                && kernelRelease.endsWith(release.substring(asked.start()));
    }

    /** Falco's module has had this name since 0.23. */
    String fileName(ProbeKind kind) {
        return "falco_" + name + "_" + release + "_" + version + "." + kind.extension();
    }
}
