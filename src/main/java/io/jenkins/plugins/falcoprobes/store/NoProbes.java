package io.jenkins.plugins.falcoprobes.store;

import java.nio.file.Path;
import java.util.Optional;

/** A store with nothing in it, for plans that nobody carries out. */
public final class NoProbes implements ProbeStore {
    @Override
    public Optional<StoredProbe> find(String path) {
        return Optional.empty();
    }

    @Override
    public StoredProbe put(String path, Path file) {
        throw new UnsupportedOperationException("nothing is stored here");
    }

    @Override
    public void close() {}
}
