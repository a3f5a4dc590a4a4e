package org.jenkinsci.plugins.docker.commons.credentials;

public class ImageNameValidator {
    public static void checkUserAndRepo(java.lang.String p0) throws hudson.util.FormValidation { throw new UnsupportedOperationException(); }
    private ImageNameValidator() { }
}
