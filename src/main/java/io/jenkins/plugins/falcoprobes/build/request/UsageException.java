package io.jenkins.plugins.falcoprobes.build.request;

/** An argument that cannot be used; the message is one line: which argument, what is wrong, what is accepted. */
public final class UsageException extends RuntimeException {
    private final String complaint;

    /** Says what is wrong with an argument. */
    public UsageException(String argument, String complaint) {
        super(argument + ": " + complaint);
        this.complaint = complaint;
    }

    /** What is wrong and what is accepted, for where it is plain which argument is meant. */
    public String complaint() {
        return complaint;
    }
}
