package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.io.PrintStream;
import java.time.InstantSource;

/** Writes one plain line per event, for pipes, files and continuous integration. */
final class LinesDisplay implements ProgressDisplay {
    private final PrintStream out;
    private final PrintStream err;
    private final ProgressTracker tracker = new ProgressTracker(InstantSource.system());

    LinesDisplay(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void progress(String message) {
        out.println(Console.oneLine(message));
    }

    @Override
    public void warning(String message) {
        err.println("warning: " + Console.oneLine(message));
    }

    @Override
    public void planned(BuildPlan plan) {
        tracker.planned(plan);
        out.println("plan: " + Listings.counts(plan));
    }

    @Override
    public void started(ProbeBuild build, Stage stage) {
        tracker.started(build, stage);
    }

    @Override
    public void retrying(ProbeBuild build, Failure failure, int attempt) {
        out.println(EventLines.retrying(build, failure, attempt));
    }

    @Override
    public void finished(ProbeResult result) {
        tracker.finished(result);
        out.println(EventLines.finished(result, tracker.now()));
    }
}
