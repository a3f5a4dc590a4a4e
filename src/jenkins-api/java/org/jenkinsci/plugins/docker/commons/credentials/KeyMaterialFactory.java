package org.jenkinsci.plugins.docker.commons.credentials;

public abstract class KeyMaterialFactory {
    public org.jenkinsci.plugins.docker.commons.credentials.KeyMaterial2 materialize2() throws java.io.IOException, java.lang.InterruptedException { throw new UnsupportedOperationException(); }
    private KeyMaterialFactory() { }
}
