package io.jenkins.plugins.falcoprobes.build;

/** Is told what a run does. Calls may come from several threads, never two at a time. */
public interface BuildListener {
    /** Something worth a line while the run is set up, for example {@code building image bookworm}. */
    default void progress(String message) {}

    /** Something went wrong that does not stop the run. */
    default void warning(String message) {}

    /** Which driver it is, as far as that is known: told before the plan, and again when its source is there. */
    default void driver(BuildSummary.DriverFacts driver) {}

    /** The plan stands; its builds follow. */
    default void planned(BuildPlan plan) {}

    /** A stage of a probe begins. A probe that is tried again begins again. */
    default void started(ProbeBuild build, Stage stage) {}

    /** A probe failed of something that is tried again after a pause. */
    default void retrying(ProbeBuild build, Failure failure, int attempt) {}

    /** A probe is built or has failed for good. */
    default void finished(ProbeResult result) {}
}
