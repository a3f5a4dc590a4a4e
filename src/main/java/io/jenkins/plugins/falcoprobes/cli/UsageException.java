package io.jenkins.plugins.falcoprobes.cli;

/** An argument that cannot be used; the message is one line: which argument, what is wrong, what is accepted. */
final class UsageException extends RuntimeException {
    UsageException(String argument, String complaint) {
        super(argument + ": " + complaint);
    }
}
