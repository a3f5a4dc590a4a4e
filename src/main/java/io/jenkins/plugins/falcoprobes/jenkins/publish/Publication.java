package io.jenkins.plugins.falcoprobes.jenkins.publish;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import java.io.File;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** The publishing of one part of a run. Used by one thread at a time. */
public interface Publication {
    /**
     * What is where this publishes to already, whole: it is neither built nor published again.
     *
     * @param prefix what the paths that matter begin with, for example {@code 8.0.0+driver/}
     */
    List<ProbeFile> present(String prefix) throws IOException, InterruptedException;

    /** Publishes files of the agent's output folder under their paths; each is seen only whole. */
    void publish(Collection<ProbeFile> files) throws IOException, InterruptedException;

    /**
     * Publishes, or replaces, documents about the whole run: {@code SHA256SUMS} and the reports.
     *
     * @param folder a folder of the controller with the documents in it and nothing else
     */
    void publishDocuments(File folder) throws IOException, InterruptedException;
}
