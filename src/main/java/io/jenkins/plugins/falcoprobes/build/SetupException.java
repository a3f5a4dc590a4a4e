package io.jenkins.plugins.falcoprobes.build;

import java.io.IOException;

/** Nothing could be built at all: no engine, no driver source, no image. One line says what and what to do. */
public class SetupException extends IOException {
    /** What could not be set up, and what to do about it. */
    public SetupException(String message) {
        super(message);
    }

    /** As {@link #SetupException(String)}, with the cause. */
    public SetupException(String message, Throwable cause) {
        super(message, cause);
    }
}
