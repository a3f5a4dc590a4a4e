package io.jenkins.plugins.falcoprobes.manifest;

import java.io.IOException;

/**
 * Where a manifest is kept: a folder, or a prefix in a bucket. Safe for several threads, and for several places on several
 * machines that mean the same folder or prefix: no change that {@link #update} was given is lost.
 */
public interface ManifestPlace {
    /** The manifest for programs. */
    String INDEX = "index.json";

    /** The checksums for {@code sha256sum -c}. */
    String SUMS = "SHA256SUMS";

    /** The manifest for people. */
    String PAGE = "index.html";

    /** What is published; empty where nothing is. */
    Manifest read() throws IOException, InterruptedException;

    /**
     * Changes the manifest and everything that is made of it.
     *
     * @return the manifest as it is then
     */
    Manifest update(ManifestChange change) throws IOException, InterruptedException;
}
