package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;

/** A container engine, driven by its command line. */
public interface ContainerRuntime {
    /** The engine's name, {@code docker} or {@code podman}. */
    String name();

    /** Whether the engine answers now. */
    boolean answers() throws InterruptedException;

    /**
     * Starts a container that waits for commands: no network, no capabilities, no new privileges, read-only root, an
     * unprivileged user, bounded memory, processes, CPU and disk. It ends with this JVM, however that ends.
     */
    BuildContainer start(ContainerSpec spec) throws IOException, InterruptedException;

    /** Removes containers that an earlier run of this program left behind; returns how many. */
    int sweep() throws IOException, InterruptedException;
}
