package io.jenkins.plugins.falcoprobes.manifest;

import java.io.IOException;

/** A manifest cannot be read: one line, which says where it is. */
public final class ManifestException extends IOException {
    private static final long serialVersionUID = 1;

    ManifestException(String message, Throwable cause) {
        super(message, cause);
    }
}
