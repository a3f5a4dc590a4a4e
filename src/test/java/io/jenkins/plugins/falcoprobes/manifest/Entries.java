package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Entries as runs over Debian's kernels write them. */
public final class Entries {
    public static final Instant BUILT = Instant.parse("2026-11-22T17:52:00Z");

    private Entries() {}

    public static ManifestEntry entry(String driver, String release, ProbeKind kind) {
        return entry(driver, release, kind, BUILT, List.of());
    }

    public static ManifestEntry entry(
            String driver, String release, ProbeKind kind, Instant built, List<String> aliases) {
        String file = driver + "/x86_64/falco_debian_" + release + "_1." + kind.extension();
        String flavour = release.contains("-cloud-") ? "cloud" : release.contains("-rt-") ? "rt" : "";
        List<PackageFacts> packages = new ArrayList<>();
        for (String name : List.of("linux-headers-" + release, "linux-kbuild-6.1")) {
            packages.add(new PackageFacts(
                    name,
                    "6.1.176-1",
                    "https://mirror.example.org/debian/pool/main/l/linux/" + name + "_6.1.176-1_amd64.deb",
                    1_841_552,
                    SampleRun.sha256(name)));
        }
        return new ManifestEntry(
                file,
                SampleRun.sha256(file),
                1_104_312,
                new KernelFacts("debian", release, "6.1.176-1", "1", "x86_64", flavour),
                kind,
                driver,
                "0.40.0",
                aliases,
                Optional.of(new Making(
                        SampleRun.sha256("driver"),
                        "debian:trixie falcosecurity-scap-dkms 0.20.0-3",
                        "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0",
                        "sha256:" + SampleRun.sha256("bookworm"),
                        packages,
                        List.of("fd2ad9abe1fbd214ccda2a8c7e1b89e3"),
                        "https://jenkins.example.org/job/probes/7/",
                        "provenance/a.intoto.jsonl")),
                built);
    }

    /** The same file as a run sees it that did not build it. */
    public static ManifestEntry found(ManifestEntry entry, String sha256, Instant at) {
        return new ManifestEntry(
                entry.file(),
                sha256,
                entry.size(),
                entry.kernel(),
                entry.kind(),
                entry.driverVersion(),
                entry.falcoVersion(),
                entry.aliases(),
                Optional.empty(),
                at);
    }
}
