package io.jenkins.plugins.falcoprobes.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
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
    Optional<StoredProbe> find(String path) throws IOException, InterruptedException;

    /**
     * Stores a probe under a path, replacing what is there.
     *
     * @param path relative to the store, with {@code /}
     * @param file the probe; it stays where it is
     */
    StoredProbe put(String path, Path file) throws IOException;

    /** Whether a probe that was found can be given other names, so that it is not built again for one that is missing. */
    default boolean canCopy(StoredProbe probe) throws IOException, InterruptedException {
        return false;
    }

    /**
     * Gives a probe that {@linkplain #canCopy can be copied} another name.
     *
     * @param path relative to the store, with {@code /}; nothing is there
     */
    default StoredProbe copy(StoredProbe probe, String path) throws IOException, InterruptedException {
        throw new UnsupportedOperationException("This store does not copy");
    }

    /**
     * Whether a probe that was found is where it belongs. One that is not is finished nevertheless, and needs no more than
     * to be {@linkplain #begin published}.
     */
    default boolean isPublished(String path) throws IOException, InterruptedException {
        return true;
    }

    /**
     * Says that something will be stored, before time is spent on it: the store looks whether it may write, and starts
     * to publish what it has.
     *
     * @param unpublished paths of probes that are finished, but not where they belong
     * @throws IOException if nothing could be stored
     */
    default void begin(Collection<String> unpublished) throws IOException, InterruptedException {}

    /**
     * Waits until everything that was stored is where it belongs, or cannot be got there.
     *
     * @param stopped whether to wait no longer: what is not published yet is left to the next run
     */
    default Publication settle(boolean stopped) throws IOException, InterruptedException {
        return Publication.NONE;
    }
}
