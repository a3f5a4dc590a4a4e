package io.jenkins.plugins.falcoprobes.build.request;

/** An argument that cannot be used; the message is one line: which argument, what is wrong, what is accepted. */
public final class UsageException extends RuntimeException {
    /** Says what is wrong with an argument. */
    public UsageException(String argument, String complaint) {
        super(argument + ": " + complaint);
    }
}
