package io.jenkins.plugins.falcoprobes.jenkins.publish;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.store.Publication.Obstacle;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The publishing of one part of a run. Used by one thread at a time. */
public interface Publication extends Closeable {
    /**
     * What is where this publishes to already, whole: it is neither built nor published again.
     *
     * @param prefix what the paths that matter begin with, for example {@code 8.0.0+driver/}
     */
    List<ProbeFile> present(String prefix) throws IOException, InterruptedException;

    /**
     * Publishes files of the agent's output folder under their paths; each is seen only whole.
     *
     * @return what could not be published by reasons of its own, by path: the others are
     * @throws IOException if nothing could be, or it is not known what
     */
    Map<String, Obstacle> publish(Collection<ProbeFile> files) throws IOException, InterruptedException;

    /**
     * Publishes, or replaces, documents about the whole run: {@code SHA256SUMS} and the reports.
     *
     * @param folder a folder of the controller with the documents in it and nothing else
     */
    void publishDocuments(File folder) throws IOException, InterruptedException;

    /**
     * Publishes what one part of a run says of how its probes were made. Other parts, and other runs, may do so at once.
     *
     * @param change entries of probes that are published
     * @param provenance the attestation, if something was built
     */
    void publishRecords(ManifestChange change, Optional<Provenance> provenance)
            throws IOException, InterruptedException;

    /** Whether what is {@linkplain #present} can be published under other names where no agent has it. */
    default boolean copies() {
        return false;
    }

    /** Where it is, for people; empty for the run itself. */
    default String place() {
        return "";
    }

    @Override
    default void close() {
        // Most keep nothing open.
    }
}
