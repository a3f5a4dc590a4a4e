package io.jenkins.plugins.falcoprobes.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where finished probes go. A probe appears under its final name only whole; whoever puts one has checked it. Safe for
 * several threads.
 */
public interface ProbeStore extends Closeable {
    /**
     * The probe at this path, if it is there, whole and listed with its checksum.
     *
     * @param path relative to the store, with {@code /}
     */
    Optional<StoredProbe> find(String path) throws IOException;

    /**
     * Stores a probe under a path, replacing what is there.
     *
     * @param path relative to the store, with {@code /}
     * @param file the probe; it stays where it is
     */
    StoredProbe put(String path, Path file) throws IOException;
}
