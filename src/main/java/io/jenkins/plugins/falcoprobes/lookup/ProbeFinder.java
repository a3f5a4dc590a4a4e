package io.jenkins.plugins.falcoprobes.lookup;

/** A place where probes may be. */
@FunctionalInterface
public interface ProbeFinder {
    /**
     * Looks for a probe.
     *
     * @param path the probe's, below the top of a store
     * @param address what the loader sends to get it
     */
    Sighting find(String path, String address) throws InterruptedException;
}
