package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a run stands at one moment.
 *
 * @param setUp what is being set up; empty once probes are built
 * @param began when the run, and from the first probe on its builds, began
 * @param total how many probes are to be built
 * @param built how many of them are
 * @param failed how many of them never will be
 * @param skipped how many are not built, for their reasons, those that were there already among them
 * @param running what is done now, the longest running first
 */
record Progress(String setUp, Instant began, int total, int built, int failed, int skipped, List<Running> running) {
    Progress {
        running = List.copyOf(running);
    }

    /** A probe in the making, in its stage since then. */
    record Running(ProbeBuild build, Stage stage, Instant since) {}

    int done() {
        return built + failed;
    }

    /** Probes per minute so far. */
    Optional<Double> rate(Instant now) {
        double minutes = Duration.between(began, now).toMillis() / 60_000.0;
        return done() == 0 || minutes <= 0 ? Optional.empty() : Optional.of(done() / minutes);
    }

    /** How long the rest takes if it goes on as before. */
    Optional<Duration> timeLeft(Instant now) {
        return rate(now).map(rate -> Duration.ofMillis(Math.round((total - done()) / rate * 60_000)));
    }
}
