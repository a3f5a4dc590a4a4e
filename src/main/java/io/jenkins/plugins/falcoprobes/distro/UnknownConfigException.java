package io.jenkins.plugins.falcoprobes.distro;

import java.io.IOException;

/** Nobody has said which configuration a kernel's hosts have. */
public final class UnknownConfigException extends IOException {
    private static final long serialVersionUID = 1L;

    /** With one line that says who could. */
    public UnknownConfigException(String message) {
        super(message);
    }
}
