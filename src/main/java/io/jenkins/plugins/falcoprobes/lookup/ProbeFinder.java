package io.jenkins.plugins.falcoprobes.lookup;

import java.io.Closeable;

/** A place where probes may be. */
@FunctionalInterface
public interface ProbeFinder extends Closeable {
    /**
     * Looks for a probe.
     *
     * @param path the probe's, below the top of a store
     * @param address what the loader sends to get it
     */
    Sighting find(String path, String address) throws InterruptedException;

    @Override
    default void close() {
        // Most keep nothing open.
    }
}
