package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.Stage;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.util.List;

/** An engine that finds, plans and builds what a sample run has, at once. */
final class FakeEngine implements Engine, Engine.Factory {
    final SampleRun run;
    BuildRequest request;
    Settings settings;
    List<String> needs = List.of();
    IOException trouble;
    RuntimeException defect;

    FakeEngine(SampleRun run) {
        this.run = run;
    }

    @Override
    public List<String> distros() {
        return List.of("debian", "ubuntu");
    }

    @Override
    public List<String> mirrors() {
        return List.of("debian", "debian-security", "ubuntu");
    }

    @Override
    public List<DistroSetting> settings() {
        return List.of(
                new DistroSetting("debian.keys", DistroSetting.Kind.FILE, "keys to verify with"),
                new DistroSetting("ubuntu.certificate", DistroSetting.Kind.FILE, "what its server asks for"));
    }

    @Override
    public List<String> needs(String distro) {
        return distro.equals("ubuntu") ? needs : List.of();
    }

    @Override
    public Engine open(Settings given) throws IOException {
        settings = given;
        return this;
    }

    @Override
    public Distro.Discovery list(BuildRequest given, BuildListener listener) throws IOException {
        note(given);
        return new Distro.Discovery(run.plan().kernels(), run.plan().warnings());
    }

    @Override
    public BuildPlan outlook(BuildRequest given, DriverVersion driver, BuildListener listener) throws IOException {
        note(given);
        return run.plan();
    }

    @Override
    public BuildPlan plan(BuildRequest given, BuildListener listener) throws IOException {
        note(given);
        return run.plan();
    }

    @Override
    public BuildSummary run(BuildRequest given, BuildListener listener) throws IOException {
        note(given);
        BuildSummary summary = run.summary();
        listener.progress("reading the archive of debian");
        summary.plan().warnings().forEach(listener::warning);
        listener.planned(summary.plan());
        for (ProbeResult result : summary.results()) {
            listener.started(result.build(), Stage.COMPILE);
            listener.finished(result);
        }
        return summary;
    }

    private void note(BuildRequest given) throws IOException {
        request = given;
        if (trouble != null) {
            throw trouble;
        }
        if (defect != null) {
            throw defect;
        }
    }
}
