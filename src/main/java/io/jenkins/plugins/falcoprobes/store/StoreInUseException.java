package io.jenkins.plugins.falcoprobes.store;

import java.io.IOException;
import java.nio.file.Path;

/** Another process is writing to the store. */
public class StoreInUseException extends IOException {
    /** Which folder is in use. */
    public StoreInUseException(Path folder) {
        super(folder + " is in use by another run; wait for it to end, or choose another output folder");
    }
}
