package io.jenkins.plugins.falcoprobes.repository;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A folder of files that appear only whole: written under a temporary name, then renamed. Nothing in it is ever needed;
 * a missing file is made again.
 */
public final class CacheFolder {
    private static final Duration LEFT_BEHIND = Duration.ofDays(1);

    private final Path root;
    private final Path unfinished;

    private CacheFolder(Path root) {
        this.root = root;
        this.unfinished = root.resolve("unfinished");
    }

    /** The cache in this folder, which is made; what a killed process left unfinished a day ago or earlier is removed. */
    public static CacheFolder in(Path root) throws IOException {
        CacheFolder cache = new CacheFolder(root);
        Files.createDirectories(cache.unfinished);
        FileTime old = FileTime.from(Instant.now().minus(LEFT_BEHIND));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cache.unfinished)) {
            for (Path file : files) {
                cache.removeIfOlder(file, old);
            }
        }
        return cache;
    }

    private void removeIfOlder(Path file, FileTime time) throws IOException {
        try {
            if (Files.getLastModifiedTime(file).compareTo(time) < 0) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            // Another process renamed or removed it: nothing is left to do.
            return;
        }
    }

    /** Where a file is kept; {@code kind} is a folder's name, {@code key} must be a checksum, or one with an ending. */
    public Path file(String kind, String key) {
        return root.resolve(kind).resolve(key.substring(0, 2)).resolve(key);
    }

    /** Writes a file that appears whole or not at all. */
    public void write(Path file, Writer writer) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(unfinished, "", "");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16)) {
                writer.write(out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The content of a file, if it is there. */
    public Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Gives a file its content. */
    @FunctionalInterface
    public interface Writer {
        /** Writes it. */
        void write(OutputStream out) throws IOException, InterruptedException;
    }
}
