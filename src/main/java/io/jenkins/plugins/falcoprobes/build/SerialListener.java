package io.jenkins.plugins.falcoprobes.build;

/** Hands what several threads tell to a listener, one call at a time. */
final class SerialListener implements BuildListener {
    private final BuildListener listener;

    SerialListener(BuildListener listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void progress(String message) {
        listener.progress(message);
    }

    @Override
    public synchronized void warning(String message) {
        listener.warning(message);
    }

    @Override
    public synchronized void driver(BuildSummary.DriverFacts driver) {
        listener.driver(driver);
    }

    @Override
    public synchronized void planned(BuildPlan plan) {
        listener.planned(plan);
    }

    @Override
    public synchronized void started(ProbeBuild build, Stage stage) {
        listener.started(build, stage);
    }

    @Override
    public synchronized void retrying(ProbeBuild build, Failure failure, int attempt) {
        listener.retrying(build, failure, attempt);
    }

    @Override
    public synchronized void finished(ProbeResult result) {
        listener.finished(result);
    }
}
