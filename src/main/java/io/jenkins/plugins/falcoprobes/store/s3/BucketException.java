package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.IOException;

/** A bucket did not do what was asked: one line, which names the setting to mend where there is one. */
public class BucketException extends IOException {
    private static final long serialVersionUID = 1;

    private final Trouble trouble;

    /** What kind of trouble it is; tells whether another try can help and whom to ask. */
    public enum Trouble {
        /** There are no credentials, or the service does not accept them. */
        CREDENTIALS,
        /** The credentials, or what was signed with them, were good once. */
        EXPIRED,
        /** The credentials are good, but not for this. */
        FORBIDDEN,
        /** There is no such bucket, or it is in another region. */
        BUCKET,
        /** The service, or this machine's network, does not answer as it should; another try may help. */
        PASSING,
        /** Something is there already and is not what is to be written. */
        CONFLICT,
        /** What arrived is not what was announced. */
        DAMAGED,
        /** The service does not know how to do this. */
        UNSUPPORTED,
        /** Anything else. */
        OTHER
    }

    /** With the line for the user. */
    public BucketException(String message) {
        this(Trouble.OTHER, message);
    }

    /** With the line for the user, and what lies behind it. */
    public BucketException(String message, Throwable cause) {
        this(Trouble.OTHER, message, cause);
    }

    /** With its kind and the line for the user. */
    public BucketException(Trouble trouble, String message) {
        super(message);
        this.trouble = trouble;
    }

    /** With its kind, the line for the user, and what lies behind it. */
    public BucketException(Trouble trouble, String message, Throwable cause) {
        super(message, cause);
        this.trouble = trouble;
    }

    /** What kind of trouble it is. */
    public Trouble trouble() {
        return trouble;
    }
}
