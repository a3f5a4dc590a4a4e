package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;

/** Something could not be fetched; the message names the address and the reason. */
public class DownloadException extends IOException {
    private final boolean transientTrouble;

    /** A failure that another try may cure ({@code transientTrouble}) or not, like a 404. */
    public DownloadException(String message, boolean transientTrouble, Throwable cause) {
        super(message, cause);
        this.transientTrouble = transientTrouble;
    }

    /** Whether another try may succeed. */
    public boolean isTransient() {
        return transientTrouble;
    }
}
