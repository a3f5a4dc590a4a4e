package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;

/**
 * What a publisher works with.
 *
 * @param run the run
 * @param output the folder on the agent that the probes' paths are relative to
 * @param launcher of that agent
 * @param listener the console
 * @param force whether what is published is replaced
 * @param retries how many more tries trouble that may pass gets
 */
public record PublishContext(
        Run<?, ?> run, FilePath output, Launcher launcher, TaskListener listener, boolean force, int retries) {
    /** For who replaces nothing. */
    public PublishContext(Run<?, ?> run, FilePath output, Launcher launcher, TaskListener listener) {
        this(run, output, launcher, listener, false, 0);
    }
}
