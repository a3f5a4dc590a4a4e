package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;

/** The container engine failed or does not answer; the message has its own words. */
public class EngineException extends IOException {
    /** What was asked of the engine and what it said. */
    public EngineException(String message) {
        super(message);
    }

    /** As {@link #EngineException(String)}, with the cause. */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
