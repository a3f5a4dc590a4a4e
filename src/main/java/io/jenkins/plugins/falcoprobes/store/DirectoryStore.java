package io.jenkins.plugins.falcoprobes.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A store in a folder, with {@code SHA256SUMS} beside the probes.
 *
 * <p>It survives being killed at any moment: before a probe gets its final name, its checksum is in a journal, forced to
 * the disk. The next to open the folder joins the journal into {@code SHA256SUMS}, keeping what arrived, and removes
 * temporary files. One process at a time uses a folder.
 */
public final class DirectoryStore implements ProbeStore {
    private static final String SUMS = "SHA256SUMS";
    private static final String JOURNAL = ".journal";
    private static final String LOCK = ".lock";
    /** Rewriting the list after each of thousands of probes would cost more than the probes; the journal holds them. */
    private static final long SUMS_EVERY_NANOS = 2_000_000_000L;

    private final Path root;
    private final FileChannel lockChannel;
    private final FileLock lock;
    private final FileChannel journal;
    private final TreeMap<String, String> checksums;
    private final Map<String, StoredProbe> verified = new HashMap<>();
    private long sumsWritten;
    private boolean sumsStale;

    private DirectoryStore(Path root, FileChannel lockChannel, FileLock lock) throws IOException {
        this.root = root;
        this.lockChannel = lockChannel;
        this.lock = lock;
        this.checksums = new TreeMap<>(Checksums.read(root.resolve(SUMS)));
        removeTemporaryFiles();
        joinJournal();
        this.journal = FileChannel.open(
                root.resolve(JOURNAL),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
    }

    /**
     * Opens a folder as a store, makes it if there is none.
     *
     * @throws StoreInUseException if another process uses it now
     */
    public static DirectoryStore open(Path folder) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        Files.createDirectories(root);
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            if (lock == null) {
                throw new StoreInUseException(root);
            }
            return new DirectoryStore(root, channel, lock);
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new StoreInUseException(root);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /**
     * What a folder says it holds, by path, taken at its word: for reports, after a run has looked at each.
     *
     * @param folder a store's folder, which nobody needs to have open
     */
    public static Map<String, StoredProbe> listed(Path folder) throws IOException {
        Map<String, StoredProbe> probes = new TreeMap<>();
        for (Map.Entry<String, String> entry :
                Checksums.read(folder.resolve(SUMS)).entrySet()) {
            Path file = folder.resolve(entry.getKey());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                probes.put(entry.getKey(), new StoredProbe(entry.getKey(), Files.size(file), entry.getValue()));
            }
        }
        return probes;
    }

    @Override
    public Optional<StoredProbe> find(String path) throws IOException {
        Path file = resolve(path);
        String expected;
        synchronized (this) {
            expected = checksums.get(path);
            if (verified.containsKey(path)) {
                return Optional.of(verified.get(path));
            }
        }
        if (expected == null
                || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || !Checksums.of(file).equals(expected)) {
            return Optional.empty();
        }
        StoredProbe probe = new StoredProbe(path, Files.size(file), expected);
        synchronized (this) {
            verified.put(path, probe);
        }
        return Optional.of(probe);
    }

    @Override
    public StoredProbe put(String path, Path file) throws IOException {
        Path target = resolve(path);
        Path temporary = AtomicFiles.stage(file, target);
        try {
            // The checksum of what was written, not of what was read: the disk may have failed in between.
            StoredProbe probe = new StoredProbe(path, Files.size(temporary), Checksums.of(temporary));
            synchronized (this) {
                appendToJournal(Checksums.line(probe.sha256(), path));
                AtomicFiles.rename(temporary, target);
                checksums.put(path, probe.sha256());
                verified.put(path, probe);
                sumsStale = true;
                if (System.nanoTime() - sumsWritten > SUMS_EVERY_NANOS) {
                    writeSums();
                }
            }
            return probe;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    @Override
    public boolean canCopy(StoredProbe probe) throws IOException {
        return find(probe.path()).filter(probe::equals).isPresent();
    }

    @Override
    public StoredProbe copy(StoredProbe probe, String path) throws IOException {
        return put(path, resolve(probe.path()));
    }

    /**
     * Deletes probes. Their checksums go first: a list that names a file that is gone would fail whoever checks it.
     *
     * @param paths relative to the store; one that is not there counts as deleted
     */
    public synchronized void remove(Collection<String> paths) throws IOException {
        List<Path> files = paths.stream().map(this::resolve).toList();
        boolean listed = checksums.keySet().removeAll(Set.copyOf(paths));
        verified.keySet().removeAll(Set.copyOf(paths));
        if (listed) {
            writeSums();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!lock.isValid()) {
            return;
        }
        try (lockChannel;
                lock) {
            try (journal) {
                if (sumsStale) {
                    writeSums();
                }
            }
            Files.deleteIfExists(root.resolve(JOURNAL));
        }
    }

    private void appendToJournal(String line) throws IOException {
        long end = journal.position();
        try {
            ByteBuffer buffer = ByteBuffer.wrap(line.getBytes(UTF_8));
            while (buffer.hasRemaining()) {
                journal.write(buffer);
            }
            journal.force(true);
        } catch (IOException e) {
            // Half a line, on a full disk, would spoil the next one.
            journal.truncate(end);
            throw e;
        }
    }

    private void writeSums() throws IOException {
        AtomicFiles.write(root.resolve(SUMS), Checksums.format(checksums));
        sumsWritten = System.nanoTime();
        sumsStale = false;
    }

    private void joinJournal() throws IOException {
        Map<String, String> entries = Checksums.read(root.resolve(JOURNAL));
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            Path file = resolve(entry.getKey());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && Checksums.of(file).equals(entry.getValue())) {
                checksums.put(entry.getKey(), entry.getValue());
                sumsStale = true;
            }
        }
        if (sumsStale) {
            writeSums();
        }
    }

    private void removeTemporaryFiles() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().startsWith(AtomicFiles.TEMPORARY)) {
                    Files.delete(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private Path resolve(String path) {
        Path file = root.resolve(path).normalize();
        if (!file.startsWith(root)
                || file.equals(root)
                || !root.relativize(file).toString().equals(path)) {
            throw new IllegalArgumentException("\"" + path + "\" is no path inside a store");
        }
        return file;
    }
}
