package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.store.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a run did.
 *
 * @param request what was asked for
 * @param driver the driver that was built, its version and digest, for people and for the report
 * @param plan what was planned
 * @param results how each build ended, in the order in which they ended
 * @param started when the run began
 * @param elapsed its wall time
 * @param downloaded bytes fetched over the network, the metadata included
 * @param interrupted whether it was stopped before every build had ended
 * @param publication what was published, and where
 */
public record BuildSummary(
        BuildRequest request,
        DriverFacts driver,
        BuildPlan plan,
        List<ProbeResult> results,
        Instant started,
        Duration elapsed,
        long downloaded,
        boolean interrupted,
        Publication publication) {
    public BuildSummary {
        results = List.copyOf(results);
    }

    /**
     * The driver of a run, as the report names it.
     *
     * @param version the driver version that names and the module carry, for example {@code 8.0.0+driver}
     * @param source where its source came from, for example {@code debian:trixie falcosecurity-scap-dkms 0.20.0-3}
     * @param digest sha256 over the source's files; empty when nothing had to be built
     */
    public record DriverFacts(String version, String source, String digest) {}

    /** The same run, as the answer to the request as it was made. */
    public BuildSummary of(BuildRequest asked) {
        return new BuildSummary(asked, driver, plan, results, started, elapsed, downloaded, interrupted, publication);
    }

    /** The same run, with its hints in other words. */
    public BuildSummary in(HintNames names) {
        return new BuildSummary(
                request,
                driver,
                plan,
                results.stream().map(result -> result.in(names)).toList(),
                started,
                elapsed,
                downloaded,
                interrupted,
                publication);
    }

    /** How many probes were built. */
    public long built() {
        return results.stream().filter(ProbeResult::isBuilt).count();
    }

    /** How many probes failed. */
    public long failed() {
        return results.size() - built();
    }
}
