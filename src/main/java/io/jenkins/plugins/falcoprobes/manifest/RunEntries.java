package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a run has to say to the manifest of a place where its probes went: of those that it built there, of those that an
 * earlier run built and nobody told the place of yet, and of those that it only found.
 */
public final class RunEntries {
    private final BuildSummary summary;
    private final ProbeEntries probes;
    private final MadeProbes made;

    /** A place that probes went to. */
    public interface Place {
        /** Whether a file that was built is here, in just these bytes. */
        boolean holds(StoredProbe built);

        /** What is known of a file that the run did not put here under this name; nothing if no checksum is. */
        Optional<StoredProbe> find(String path);

        /** Whether the place has told before how a file was made, or at least that it is there. */
        boolean hasTold(StoredProbe found);
    }

    /**
     * The entries of a run.
     *
     * @param buildUrl the page of the build; empty if it has none
     * @param made how earlier runs made what the output folder has
     */
    public RunEntries(BuildSummary summary, String buildUrl, MadeProbes made) {
        this.summary = summary;
        this.probes = new ProbeEntries(summary.request(), summary.driver(), buildUrl);
        this.made = made;
    }

    /** The entries for a place. Those that say how a probe was made are for this run to attest. */
    public List<ManifestEntry> of(Place place) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (ProbeResult result : summary.results()) {
            List<StoredProbe> files =
                    result.files().stream().filter(place::holds).toList();
            if (result.isBuilt() && !files.isEmpty()) {
                entries.add(probes.built(result, files));
            } else if (result.failure()
                    .filter(why -> why.type() == FailureClass.PUBLISH)
                    .isPresent()) {
                untold(found(result.build().paths(), place), place).ifPresent(entries::add);
            }
        }
        for (SkippedProbe skip : summary.plan().skipped()) {
            if (skip.reason() == SkippedProbe.Reason.PRESENT) {
                List<StoredProbe> files = found(skip.paths(), place);
                untold(files, place)
                        .ifPresentOrElse(
                                entries::add,
                                () -> entries.addAll(
                                        probes.found(skip.kernel(), skip.kind(), files, summary.started())));
            }
        }
        return entries;
    }

    private static List<StoredProbe> found(List<ProbePath> paths, Place place) {
        return paths.stream().flatMap(path -> place.find(path.path()).stream()).toList();
    }

    private Optional<ManifestEntry> untold(List<StoredProbe> files, Place place) {
        return files.stream().anyMatch(place::hasTold) ? Optional.empty() : made(files, made);
    }

    /** How files were made, if that is known, and they are one probe. */
    public static Optional<ManifestEntry> made(List<StoredProbe> files, MadeProbes made) {
        if (files.stream().map(StoredProbe::sha256).distinct().count() != 1) {
            return Optional.empty();
        }
        Predicate<String> main = path -> path.equals(files.get(0).path());
        return made.find(files.get(0))
                .map(entry -> entry.withAliases(files.stream()
                        .map(StoredProbe::path)
                        .filter(main.negate())
                        .toList()));
    }

    /** The change that a run makes: its entries, with the attestation of those that it attests. */
    public static ManifestChange change(List<ManifestEntry> entries, String provenance) {
        return ManifestChange.adding(
                entries.stream().map(entry -> entry.attestedBy(provenance)).toList());
    }
}
