package org.jenkinsci.plugins.docker.commons.tools;

public class DockerTool extends hudson.tools.ToolInstallation implements hudson.model.EnvironmentSpecific<org.jenkinsci.plugins.docker.commons.tools.DockerTool>, hudson.slaves.NodeSpecific<org.jenkinsci.plugins.docker.commons.tools.DockerTool> {
    public static java.lang.String getExecutable(java.lang.String p0, hudson.model.Node p1, hudson.model.TaskListener p2, hudson.EnvVars p3) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    private DockerTool() { super(null, null); }
}
