package org.jenkinsci.plugins.docker.workflow.client;

public class DockerClient {
    public DockerClient(hudson.Launcher p0, hudson.model.Node p1, java.lang.String p2) { }
    public java.lang.String run(hudson.EnvVars p0, java.lang.String p1, java.lang.String p2, java.lang.String p3, java.util.Map<java.lang.String, java.lang.String> p4, java.util.Collection<java.lang.String> p5, hudson.EnvVars p6, java.lang.String p7, java.lang.String... p8) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public void stop(hudson.EnvVars p0, java.lang.String p1) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public void rm(hudson.EnvVars p0, java.lang.String p1) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public java.lang.String inspect(hudson.EnvVars p0, java.lang.String p1, java.lang.String p2) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public com.google.common.base.Optional<java.lang.String> getContainerIdIfContainerized() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
}
