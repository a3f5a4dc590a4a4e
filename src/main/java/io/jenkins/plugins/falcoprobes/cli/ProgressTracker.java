package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a run reports. Not safe for use by several threads: who shows it sees to that. */
final class ProgressTracker implements BuildListener {
    // A probe that compiles says more than one whose kernel is being fetched ahead of time.
    private static final Comparator<Progress.Running> BY_INTEREST = Comparator.comparing(
                    (Progress.Running running) -> running.stage() == Stage.PREPARE)
            .thenComparing(Progress.Running::since);

    private final InstantSource clock;
    private final Map<String, Progress.Running> running = new HashMap<>();
    private Instant began;
    private boolean building;
    private String setUp = "";
    private int total;
    private int built;
    private int failed;
    private int skipped;

    ProgressTracker(InstantSource clock) {
        this.clock = clock;
        this.began = clock.instant();
    }

    @Override
    public void progress(String message) {
        setUp = message;
    }

    @Override
    public void planned(BuildPlan plan) {
        total = plan.builds().size();
        skipped = plan.skipped().size();
    }

    @Override
    public void started(ProbeBuild build, Stage stage) {
        if (!building) {
            building = true;
            began = clock.instant();
        }
        setUp = "";
        running.put(build.id(), new Progress.Running(build, stage, clock.instant()));
    }

    @Override
    public void finished(ProbeResult result) {
        running.remove(result.build().id());
        if (result.isBuilt()) {
            built++;
        } else {
            failed++;
        }
    }

    Progress now() {
        List<Progress.Running> longestFirst =
                running.values().stream().sorted(BY_INTEREST).toList();
        return new Progress(setUp, began, total, built, failed, skipped, longestFirst);
    }
}
