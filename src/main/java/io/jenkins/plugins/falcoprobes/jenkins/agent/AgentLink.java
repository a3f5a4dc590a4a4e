package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.store.Publication;
import java.io.IOException;

/**
 * What the engine on an agent may ask and tell the controller: the whole of it. Calls travel over the agent's channel;
 * the controller takes nothing that comes this way at its word.
 */
public interface AgentLink {
    /**
     * Takes the first of some kernels that this agent is to build for.
     *
     * @param kernels each as {@code ProbeKey.kernel()} has it
     * @return its index, or -1 if it is to build for none of them
     */
    int claimFirst(String[] kernels);

    /** Something worth a line while the work is set up. */
    void progress(String message);

    /** Something went wrong that does not stop the work. */
    void warning(String message);

    /** The plan stands; {@code records} is what {@code RecordJson.write(List)} writes. */
    void planned(String records);

    /** A probe, as {@code RecordJson} writes it, comes to a stage, which is its detail. */
    void started(String record);

    /** A probe failed of something that is tried again. */
    void retrying(String probe, String reason, int attempt);

    /**
     * What there is to list of probes, each told before it has ended; {@code entries} is what {@code ManifestJson} writes of
     * a change that adds them.
     */
    void made(String entries);

    /** A probe has ended; {@code record} is what {@code RecordJson} writes. */
    void finished(String record);

    /** The work has ended, and every container with it; nothing more comes. */
    void ended();

    /**
     * Waits until everything that ended is published, or cannot be.
     *
     * @return what could not be, and why
     */
    Publication settle() throws IOException, InterruptedException;

    /**
     * Starts a container on the agent, which does nothing but wait.
     *
     * @param image its image
     * @param options the engine's options for it, one argument each
     * @return its id
     */
    String startContainer(String image, String[] options) throws IOException, InterruptedException;

    /** Stops and removes a container that was started by {@link #startContainer}. */
    void stopContainer(String id) throws IOException, InterruptedException;
}
