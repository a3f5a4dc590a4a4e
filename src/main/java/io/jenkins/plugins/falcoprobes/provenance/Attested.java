package io.jenkins.plugins.falcoprobes.provenance;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import java.time.Instant;
import java.util.List;

/**
 * What a run attests.
 *
 * @param request what was asked for
 * @param started when the run began
 * @param finished when it ended
 * @param toldBy who said how the probes were made, if not the one who attests; else empty
 * @param entries the probes, each with its making
 */
public record Attested(
        BuildRequest request, Instant started, Instant finished, String toldBy, List<ManifestEntry> entries) {
    /** Of entries only those count that say how a probe was made. */
    public Attested {
        entries = entries.stream().filter(entry -> entry.making().isPresent()).toList();
    }

    /** What a run attests that made its probes itself. */
    public static Attested of(BuildSummary summary, List<ManifestEntry> entries) {
        return new Attested(
                summary.request(), summary.started(), summary.started().plus(summary.elapsed()), "", entries);
    }
}
