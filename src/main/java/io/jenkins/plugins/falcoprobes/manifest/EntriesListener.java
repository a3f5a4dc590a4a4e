package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary.DriverFacts;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.Stage;
import java.util.function.Consumer;

/**
 * Tells somebody how each probe was made as soon as it is there, before a listener hears that it is: a run may be killed
 * before its end.
 */
public final class EntriesListener implements BuildListener {
    private final BuildListener next;
    private final Consumer<ManifestEntry> entries;
    private ProbeEntries run;

    /**
     * Listens for another listener, too.
     *
     * @param buildUrl the page of the build; empty if it has none
     */
    public EntriesListener(BuildListener next, BuildRequest request, String buildUrl, Consumer<ManifestEntry> entries) {
        this.next = next;
        this.entries = entries;
        this.run = new ProbeEntries(request, new DriverFacts("", "", ""), buildUrl);
    }

    @Override
    public void driver(DriverFacts driver) {
        run = new ProbeEntries(run.request(), driver, run.buildUrl());
        next.driver(driver);
    }

    @Override
    public void finished(ProbeResult result) {
        if (result.isBuilt()) {
            entries.accept(run.built(result, result.files()));
        }
        next.finished(result);
    }

    @Override
    public void progress(String message) {
        next.progress(message);
    }

    @Override
    public void warning(String message) {
        next.warning(message);
    }

    @Override
    public void planned(BuildPlan plan) {
        next.planned(plan);
    }

    @Override
    public void started(ProbeBuild build, Stage stage) {
        next.started(build, stage);
    }

    @Override
    public void retrying(ProbeBuild build, Failure failure, int attempt) {
        next.retrying(build, failure, attempt);
    }
}
