package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TaskListener;

/**
 * Where a part of a run is built.
 *
 * @param run the run
 * @param node the agent
 * @param workspace a folder on it
 * @param launcher starts processes on it
 * @param environment of the build there
 * @param console of that part
 */
public record Place(
        Run<?, ?> run, Node node, FilePath workspace, Launcher launcher, EnvVars environment, TaskListener console) {
    /** The agent's name, for people. */
    String agent() {
        return node.getNodeName().isEmpty() ? "built-in" : node.getNodeName();
    }
}
