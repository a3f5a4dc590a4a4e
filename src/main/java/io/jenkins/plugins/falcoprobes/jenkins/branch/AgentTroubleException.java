package io.jenkins.plugins.falcoprobes.jenkins.branch;

import java.io.IOException;

/** An agent could not do its part for a reason that another agent may not have; the message is one line. */
public final class AgentTroubleException extends IOException {
    AgentTroubleException(String message, Throwable cause) {
        super(message, cause);
    }

    AgentTroubleException(String message) {
        super(message);
    }
}
