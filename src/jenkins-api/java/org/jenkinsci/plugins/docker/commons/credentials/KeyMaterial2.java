package org.jenkinsci.plugins.docker.commons.credentials;

public abstract class KeyMaterial2 implements java.io.Serializable {
    public static final org.jenkinsci.plugins.docker.commons.credentials.KeyMaterial2 NULL = null;
    public final hudson.EnvVars env() { throw new UnsupportedOperationException(); }
    public abstract void close(hudson.remoting.VirtualChannel p0) throws java.io.IOException, java.lang.InterruptedException;
    private KeyMaterial2() { }
}
