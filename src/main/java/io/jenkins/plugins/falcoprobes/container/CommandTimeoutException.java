package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.time.Duration;

/** A command in a container took longer than allowed and was killed. */
public class CommandTimeoutException extends IOException {
    /** After which time it was killed. */
    public CommandTimeoutException(Duration timeout) {
        super("killed after " + timeout.toSeconds() + " s");
    }
}
