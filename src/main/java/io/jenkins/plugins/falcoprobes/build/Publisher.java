package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The end of a run's way: what was built counts only once it is where it is published. Stores publish while others are
 * still built; here that is begun, and waited for.
 */
final class Publisher {
    private final ProbeStore store;
    private final Planner.Planned planned;
    private final SerialListener listener;

    Publisher(ProbeStore store, Planner.Planned planned, SerialListener listener) {
        this.store = store;
        this.planned = planned;
        this.listener = listener;
    }

    /**
     * A run's outcome, with what became of its publication.
     *
     * @param plan what was planned; what an earlier run left and this one could not publish either is among the builds
     * @param results one for each build that ended, failed if it could not be published
     * @param interrupted whether the run was stopped before all had ended
     * @param publication what was published
     */
    record Settled(BuildPlan plan, List<ProbeResult> results, boolean interrupted, Publication publication) {}

    /** Looks whether there is a way to publish, if there will be anything, before time is spent on it. */
    void begin() throws IOException, InterruptedException {
        List<String> paths = new ArrayList<>();
        for (ProbeBuild build : planned.unpublished()) {
            for (ProbePath path : build.paths()) {
                if (!store.isPublished(path.path())) {
                    paths.add(path.path());
                }
            }
        }
        if (!paths.isEmpty()) {
            listener.progress("publishing what earlier runs built");
        }
        if (!planned.unpublished().isEmpty() || !planned.plan().builds().isEmpty()) {
            store.begin(paths);
        }
        for (Planner.Copy copy : planned.copies()) {
            store.copy(copy.from(), copy.to());
        }
    }

    /** Waits until everything is published, unless the run is being stopped. */
    Settled settle(Workshop.Outcome outcome) throws IOException {
        boolean interrupted = outcome.interrupted();
        Publication publication;
        try {
            publication = store.settle(interrupted);
        } catch (InterruptedException e) {
            interrupted = true;
            publication = settleAtOnce();
        }
        return settled(outcome, interrupted, publication);
    }

    private Publication settleAtOnce() throws IOException {
        try {
            return store.settle(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Publication.NONE;
        }
    }

    private Settled settled(Workshop.Outcome outcome, boolean interrupted, Publication publication) {
        List<ProbeResult> results = new ArrayList<>();
        for (ProbeResult result : outcome.results()) {
            List<String> paths = result.files().stream().map(StoredProbe::path).toList();
            Optional<Failure> failure = failure(paths, publication);
            failure.ifPresent(why -> listener.warning(result.build() + ": " + why.message()));
            results.add(failure.map(result::failedOf).orElse(result));
        }
        List<ProbeBuild> left = new ArrayList<>();
        for (ProbeBuild build : planned.unpublished()) {
            failure(build.paths().stream().map(ProbePath::path).toList(), publication)
                    .ifPresent(why -> {
                        listener.warning(build + ": " + why.message());
                        left.add(build);
                        results.add(ProbeCompiler.notBegun(build, why));
                    });
        }
        return new Settled(
                planned.plan().without(outcome.elsewhere()).withBuilds(left), results, interrupted, publication);
    }

    private static Optional<Failure> failure(List<String> paths, Publication publication) {
        return paths.stream()
                .filter(publication.failed()::containsKey)
                .findFirst()
                .map(path -> publication.failed().get(path))
                .map(obstacle -> Failures.of(
                        obstacle.conflict() ? FailureClass.CONFLICT : FailureClass.PUBLISH,
                        Stage.STORE,
                        obstacle.message(),
                        List.of()));
    }
}
