package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;

/** An archive is broken, or holds an entry that may not be unpacked; the message names archive and entry. */
public class UnpackException extends IOException {
    /** What is wrong with which entry. */
    public UnpackException(String message) {
        super(message);
    }

    /** As {@link #UnpackException(String)}, with the reader's own reason. */
    public UnpackException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What a reader said of a broken archive; its own exceptions of this class stay as they are. */
    static UnpackException broken(String archive, Exception cause) {
        return cause instanceof UnpackException known
                ? known
                : new UnpackException(archive + ": is broken: " + cause.getMessage(), cause);
    }
}
