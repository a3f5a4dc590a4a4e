package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;

/** What starts builder containers: a container engine, or what stands in for one. */
public interface ContainerRuntime {
    /** The engine's command, {@code docker} or {@code podman}; for people. */
    String name();

    /** Whether the engine answers now. */
    boolean answers() throws InterruptedException;

    /**
     * Starts a container that waits for commands: no network, no capabilities, no new privileges, read-only root, an
     * unprivileged user, bounded memory, processes, CPU and disk. It does not outlive this JVM for long, however that
     * ends.
     */
    BuildContainer start(ContainerSpec spec) throws IOException, InterruptedException;

    /** Removes containers that an earlier run of this program left behind; returns how many. */
    int sweep() throws IOException, InterruptedException;
}
