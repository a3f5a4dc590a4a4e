package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;

/** Stops and removes a container that somebody else started. */
@FunctionalInterface
public interface ContainerStopper {
    /** Ends the container with all that runs in it; one that is gone already is fine. */
    void stop(String id) throws IOException, InterruptedException;
}
