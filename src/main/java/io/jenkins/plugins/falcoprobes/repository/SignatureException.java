package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;

/** A signature or a checksum does not fit what was fetched; nothing of it was used. */
public class SignatureException extends IOException {
    /** The message names what was checked, what was expected and what came. */
    public SignatureException(String message) {
        super(message);
    }

    /** As {@link #SignatureException(String)}, with the reason why it could not be checked. */
    public SignatureException(String message, Throwable cause) {
        super(message, cause);
    }
}
