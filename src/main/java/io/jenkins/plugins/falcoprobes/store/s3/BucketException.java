package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.IOException;

/** A bucket did not do what was asked: one line, which names the setting to mend where there is one. */
public class BucketException extends IOException {
    private static final long serialVersionUID = 1;

    /** With the line for the user. */
    public BucketException(String message) {
        super(message);
    }

    /** With the line for the user, and what lies behind it. */
    public BucketException(String message, Throwable cause) {
        super(message, cause);
    }
}
