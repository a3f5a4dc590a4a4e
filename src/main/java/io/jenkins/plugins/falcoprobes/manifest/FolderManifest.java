package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The manifest of a folder; one writer at a time, of all processes. {@code SHA256SUMS} is not written here: the folder's
 * {@linkplain io.jenkins.plugins.falcoprobes.store.DirectoryStore store} does, probe by probe, and it is what counts.
 */
public final class FolderManifest implements ManifestPlace {
    private static final String LOCK = ".index.lock";

    /** A file's lock is between processes; threads of one need another. */
    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

    private final Path folder;

    /** The manifest of this folder, which is made if it is not there. */
    public FolderManifest(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public Manifest read() throws IOException {
        Path index = folder.resolve(INDEX);
        return Files.exists(index)
                ? ManifestReader.manifest(Files.readAllBytes(index), index.toString())
                : Manifest.EMPTY;
    }

    @Override
    public Manifest update(ManifestChange change) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        ReentrantLock threads = THREADS.computeIfAbsent(folder, path -> new ReentrantLock());
        threads.lockInterruptibly();
        try (FileChannel channel =
                FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            // Closing the channel gives it back.
            channel.lock();
            Manifest old = read();
            Manifest now = old.after(change);
            if (!now.equals(old) || !Files.exists(folder.resolve(INDEX)) || !Files.exists(folder.resolve(PAGE))) {
                AtomicFiles.write(folder.resolve(INDEX), out -> ManifestJson.write(now, out));
                AtomicFiles.write(folder.resolve(PAGE), out -> IndexPage.write(now, out));
            }
            return now;
        } finally {
            threads.unlock();
        }
    }
}
