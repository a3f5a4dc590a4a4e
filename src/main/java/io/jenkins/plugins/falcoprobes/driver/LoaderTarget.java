package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a loader of the target era makes of a host: the three parts of {@code falco_<target>_<release>_<version>}.
 *
 * <p>The rules are those of {@code scripts/falco-driver-loader} of falcosecurity/falco (function get_target_id) for 0.23
 * to 0.36 and of {@code pkg/driver/distro} of falcosecurity/falcoctl, which is the loader since 0.37. A distribution with
 * rules of its own is one entry of {@link #RULES}; every other one is named by os-release's {@code ID}.
 *
 * @param name the target, for example {@code debian} or {@code ubuntu-aws}
 * @param release the kernel's release as that loader has it
 * @param version the kernel's version as that loader has it
 */
record LoaderTarget(String name, String release, String version) {
    private static final Map<String, Rule> RULES = Map.of(
            "debian", LoaderTarget::debian,
            "ubuntu", LoaderTarget::ubuntu,
            "amazonlinux2022", LoaderTarget::newAmazonLinux,
            "amazonlinux2023", LoaderTarget::newAmazonLinux);

    private static final Pattern DEBIAN_VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+-\\d+");
    private static final Pattern DEBIAN_FLAVOUR = Pattern.compile("-(rt-|cloud-|)(amd64|arm64)$");
    private static final Pattern UBUNTU_FLAVOUR = Pattern.compile("-([a-zA-Z]+)(-.*)?$");
    private static final Pattern LEADING_NUMBER = Pattern.compile("^\\d+");

    /** How a loader names one distribution's kernels. */
    @FunctionalInterface
    private interface Rule {
        LoaderTarget apply(FalcoVersion falco, Kernel kernel);
    }

    /** What this Falco's loader looks for on a host that runs the kernel. */
    static LoaderTarget of(FalcoVersion falco, Kernel kernel) {
        return RULES.getOrDefault(kernel.distro(), LoaderTarget::generic).apply(falco, kernel);
    }

    /** The kernel by its own release, whatever the distribution's rule makes of it. */
    static LoaderTarget generic(FalcoVersion falco, Kernel kernel) {
        return new LoaderTarget(kernel.distro(), kernel.release().value(), leadingNumber(kernel.buildVersion()));
    }

    /**
     * Since 0.35 the release is made anew: {@code X.Y.Z-N} as {@code uname -v} has it, which ends with the package's
     * version ({@code #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-...)}), and the flavours' ending. Anything after
     * {@code N} is dropped, {@code ~bpo12+1} and {@code ~deb12u1} too, and where there is no {@code X.Y.Z-N} (release
     * candidates) the release stays as it is. falcoctl sets the version to 1 then.
     *
     * <p>Two deviations, lest one kernel's probe takes the place of another's: 0.35.0 alone forgets {@code rt-} and
     * {@code cloud-}, and no loader knows endings like {@code -arm64-16k}. The former get the name of 0.35.1, which has
     * the same driver, the latter keep their own release.
     */
    private static LoaderTarget debian(FalcoVersion falco, Kernel kernel) {
        LoaderTarget unchanged = generic(falco, kernel);
        if (!falco.isAtLeast("0.35.0")) {
            return unchanged;
        }
        Matcher version = DEBIAN_VERSION.matcher(kernel.packageVersion());
        Matcher flavour = DEBIAN_FLAVOUR.matcher(unchanged.release);
        if (!version.find() || !flavour.find()) {
            return unchanged;
        }
        return new LoaderTarget(
                unchanged.name, version.group() + flavour.group(), falco.isAtLeast("0.37.0") ? "1" : unchanged.version);
    }

    /**
     * The flavour is in the target: only {@code aws} up to 0.32, the whole ending in 0.33 to 0.35.0
     * ({@code ubuntu-aws-5.0}), its first word since 0.35.1. Since then the version keeps what follows a {@code ~}:
     * {@code #26~22.04.1-Ubuntu} is {@code 26~22.04.1}.
     */
    private static LoaderTarget ubuntu(FalcoVersion falco, Kernel kernel) {
        String release = kernel.release().value();
        String build = kernel.buildVersion();
        if (!falco.isAtLeast("0.33.0")) {
            String flavour = release.contains("aws") ? "aws" : "generic";
            return new LoaderTarget("ubuntu-" + flavour, release, leadingNumber(build));
        }
        Matcher flavour = UBUNTU_FLAVOUR.matcher(release);
        String target = "generic";
        if (flavour.find()) {
            boolean firstWordOnly = falco.isAtLeast("0.35.1") || flavour.group(2) == null;
            target = firstWordOnly ? flavour.group(1) : flavour.group(1) + flavour.group(2);
        }
        String version = falco.isAtLeast("0.35.1") ? build.replaceFirst("-Ubuntu$", "") : leadingNumber(build);
        return new LoaderTarget("ubuntu-" + target, release, version);
    }

    /** Amazon Linux 2022 and 2023 have a target of their own since 0.35; before, only version 2 has. */
    private static LoaderTarget newAmazonLinux(FalcoVersion falco, Kernel kernel) {
        LoaderTarget own = generic(falco, kernel);
        return falco.isAtLeast("0.35.0") ? own : new LoaderTarget("amazonlinux", own.release, own.version);
    }

    private static String leadingNumber(String text) {
        Matcher matcher = LEADING_NUMBER.matcher(text);
        return matcher.find() ? matcher.group() : text;
    }

    String fileName(ProbeKind kind) {
        return "falco_" + name + "_" + release + "_" + version + "." + kind.extension();
    }
}
