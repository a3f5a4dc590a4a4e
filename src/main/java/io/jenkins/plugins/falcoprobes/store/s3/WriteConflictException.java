package io.jenkins.plugins.falcoprobes.store.s3;

/** A conditional write found something else than it was made for. */
public class WriteConflictException extends BucketException {
    private static final long serialVersionUID = 1;

    /** With the key that was to be written. */
    public WriteConflictException(String key) {
        super(Trouble.CONFLICT, key + " was written by somebody else meanwhile");
    }
}
