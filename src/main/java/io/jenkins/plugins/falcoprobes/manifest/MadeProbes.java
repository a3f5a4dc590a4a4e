package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How the probes of a folder were made, a file for each, kept beside them from the moment that they are built: whoever
 * publishes one later, since its upload failed or its run was killed, can list and attest it as that run would have.
 */
public final class MadeProbes {
    private static final Logger LOGGER = Logger.getLogger(MadeProbes.class.getName());
    private static final String FOLDER = ".made";
    /** A kernel has a few packages; this is a thousand. */
    private static final long LARGEST = 256 << 10;

    private final Path folder;

    /** The probes of a store's folder. */
    public MadeProbes(Path folder) {
        this.folder = folder.resolve(FOLDER);
    }

    /** Keeps how a probe was made. Where that cannot be written, it is only listed with less one day. */
    public void keep(ManifestEntry entry) {
        try {
            AtomicFiles.write(file(entry.file()), ManifestJson.bytes(ManifestChange.adding(List.of(entry))));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Cannot keep how " + entry.file() + " was made");
        }
    }

    /** How a file was made, if that is known of just these bytes. */
    public Optional<ManifestEntry> find(StoredProbe probe) {
        Path file = file(probe.path());
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            return ManifestReader.change(Files.readAllBytes(file), file.toString()).added().stream()
                    .filter(entry -> entry.making().isPresent()
                            && entry.file().equals(probe.path())
                            && entry.sha256().equals(probe.sha256()))
                    .findFirst();
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "Cannot read how " + probe.path() + " was made");
            return Optional.empty();
        }
    }

    /** Forgets files. */
    public void remove(Collection<String> paths) throws IOException {
        for (String path : paths) {
            Files.deleteIfExists(file(path));
        }
    }

    private Path file(String path) {
        Path file = folder.resolve(path + ".json").normalize();
        if (!file.startsWith(folder.normalize())) {
            throw new IllegalArgumentException("\"" + path + "\" is no path inside a store");
        }
        return file;
    }
}
