package io.jenkins.plugins.falcoprobes.build;

/** Not one of a request's distributions could be read. */
public class UnreadableException extends SetupException {
    private static final long serialVersionUID = 1;

    /** Which distributions, and why. */
    public UnreadableException(String message) {
        super(message);
    }
}
