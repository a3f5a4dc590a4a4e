package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a run has to say to the manifest of the place where its probes went. */
public final class RunEntries {
    private static final Pattern CONFIG_MD5 = Pattern.compile("-([0-9a-f]{32})\\.k?o$");

    private final BuildSummary summary;
    private final String buildUrl;
    private final String provenance;

    /**
     * The entries of a run.
     *
     * @param buildUrl the page of the build; empty if it has none
     * @param provenance the path of the run's attestation below the place; empty if there is none
     */
    public RunEntries(BuildSummary summary, String buildUrl, String provenance) {
        this.summary = summary;
        this.buildUrl = buildUrl;
        this.provenance = provenance;
    }

    /**
     * What to add. Probes that were there already are among it, with what is known of them: the run that built them may
     * have been killed before it could tell.
     *
     * @param published whether a file that was built is at the place, in just these bytes
     * @param found what the place knows of a file that was there before the run; nothing if no checksum is known
     */
    public ManifestChange change(Predicate<StoredProbe> published, Function<String, Optional<StoredProbe>> found) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (ProbeResult result : summary.results()) {
            List<StoredProbe> files = result.files().stream().filter(published).toList();
            if (result.isBuilt() && !files.isEmpty()) {
                entries.add(built(result, files));
            }
        }
        for (SkippedProbe skip : summary.plan().skipped()) {
            if (skip.reason() == SkippedProbe.Reason.PRESENT) {
                entries.addAll(found(skip, found));
            }
        }
        return ManifestChange.adding(entries);
    }

    private ManifestEntry built(ProbeResult result, List<StoredProbe> files) {
        Kernel kernel = result.build().kernel();
        Making making = new Making(
                summary.driver().digest(),
                result.compiler(),
                result.image(),
                usedPackages(summary, kernel).map(PackageFacts::of).toList(),
                configMd5s(result),
                buildUrl,
                provenance);
        return entry(kernel, result.build().kind(), files, Optional.of(making), result.finished());
    }

    /** The packages that a run reads of a kernel; the configuration's only where names need its md5, or source does. */
    public static Stream<KernelPackage> usedPackages(BuildSummary summary, Kernel kernel) {
        boolean needsConfig = summary.request().naming() != Naming.TARGET
                || !kernel.packages(KernelPackage.Role.SOURCE).isEmpty();
        return kernel.packages().stream().filter(part -> needsConfig || part.role() != KernelPackage.Role.CONFIG);
    }

    /** Those of the headers and, out of the names that have it, of the host's. */
    private static List<String> configMd5s(ProbeResult result) {
        Stream<String> hosts = result.build().paths().stream()
                .map(path -> CONFIG_MD5.matcher(path.path()))
                .filter(Matcher::find)
                .map(matcher -> matcher.group(1));
        return Stream.concat(Stream.of(result.configMd5()), hosts)
                .filter(md5 -> !md5.isEmpty())
                .toList();
    }

    /** A checksum is of one file, so that names whose bytes differ, which only a stranger writes, get entries of their own. */
    private List<ManifestEntry> found(SkippedProbe skip, Function<String, Optional<StoredProbe>> found) {
        List<StoredProbe> files = skip.paths().stream()
                .flatMap(path -> found.apply(path.path()).stream())
                .toList();
        return files.stream()
                .map(StoredProbe::sha256)
                .distinct()
                .map(sha256 -> entry(
                        skip.kernel(),
                        skip.kind(),
                        files.stream()
                                .filter(file -> file.sha256().equals(sha256))
                                .toList(),
                        Optional.empty(),
                        summary.started()))
                .toList();
    }

    private ManifestEntry entry(
            Kernel kernel, ProbeKind kind, List<StoredProbe> files, Optional<Making> making, Instant at) {
        StoredProbe main = files.get(0);
        return new ManifestEntry(
                main.path(),
                main.sha256(),
                main.size(),
                KernelFacts.of(kernel),
                kind,
                summary.driver().version(),
                summary.request().falcoVersion().value(),
                files.stream().skip(1).map(StoredProbe::path).toList(),
                making,
                at);
    }
}
