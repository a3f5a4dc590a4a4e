package org.jenkinsci.plugins.docker.commons.credentials;

public class DockerRegistryEndpoint extends hudson.model.AbstractDescribableImpl<org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint> {
    public java.lang.String getCredentialsId() { throw new UnsupportedOperationException(); }
    public org.jenkinsci.plugins.docker.commons.credentials.KeyMaterialFactory newKeyMaterialFactory(hudson.model.Run p0, hudson.FilePath p1, hudson.Launcher p2, hudson.EnvVars p3, hudson.model.TaskListener p4, java.lang.String p5) throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    public java.lang.String imageName(java.lang.String p0) throws java.io.IOException { throw new UnsupportedOperationException(); }
    private DockerRegistryEndpoint() { }
}
