package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say what is built, as written. */
final class Selection {
    @Option(
            names = "--distro",
            paramLabel = "ID",
            split = ",",
            completionCandidates = Candidates.Distros.class,
            description = {"Only these distributions: ${COMPLETION-CANDIDATES}.", "Default: every one."})
    List<String> distros = new ArrayList<>();

    @Option(
            names = "--kernel",
            paramLabel = "REGEX",
            description = {
                "Only kernels whose release (uname -r) the regular expression matches, anywhere in it.",
                "Default: every kernel."
            })
    String kernels = "";

    @Option(
            names = "--latest",
            paramLabel = "N",
            description = {
                "Only the newest N kernels of each series (5.10, 6.1, ...) and flavour.",
                "Default: all of them."
            })
    String latest;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            completionCandidates = Candidates.Kinds.class,
            description = {
                "What to build: kmod, the kernel module (.ko), or ebpf, the eBPF object (.o).",
                "Default: kmod,ebpf."
            })
    List<String> kinds = new ArrayList<>();

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            split = ",",
            completionCandidates = Candidates.Architectures.class,
            description = {
                "For which machines: ${COMPLETION-CANDIDATES}.",
                "x86_64 builds most kernels of aarch64, too.",
                "Default: that of this machine."
            })
    List<String> architectures = new ArrayList<>();

    @Mixin
    KnownBadOption knownBad = new KnownBadOption();

    @Option(
            names = "--try-known-bad",
            description = {
                "Build what is known to fail, too; the report tells which entries of the list can go.",
                "Default: it is skipped with its reason."
            })
    boolean tryKnownBad;

    @Option(
            names = "--driver-source",
            paramLabel = "SOURCE",
            completionCandidates = Candidates.DriverSources.class,
            description = {
                "Where the driver's source comes from:",
                "  image           falcosecurity/falco:VERSION,",
                "                  from 0.40 VERSION-debian",
                "  image:REF       another image",
                "  debian[:SUITE]  falcosecurity-scap-dkms",
                "  dir:PATH        a folder",
                "  tar:PATH-OR-URL a tarball",
                "Default: image."
            })
    String driverSource = RequestText.DRIVER_SOURCE;

    @Option(
            names = "--naming",
            paramLabel = "FAMILY",
            completionCandidates = Candidates.Namings.class,
            description = {
                "Which names the probes get: hash (falco-probe-...-<config md5>, loaders up to Falco 0.22),"
                        + " target (falco_<target>_..., since 0.23) or both.",
                "Default: by VERSION."
            })
    String naming;
}
