package io.jenkins.plugins.falcoprobes.repository;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

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

    /**
     * Writes a file for a while, for what has to be read in another order than it comes in.
     *
     * @throws IOException if there is more than {@code most} bytes of it
     */
    <T> T spill(InputStream in, long most, SpilledReader<T> reader) throws IOException {
        Path temporary = Files.createTempFile(unfinished, "", "");
        try {
            long left = most;
            try (OutputStream out = Files.newOutputStream(temporary)) {
                byte[] buffer = new byte[1 << 16];
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    left -= count;
                    if (left < 0) {
                        throw new IOException("it has more than " + most + " bytes, unpacked");
                    }
                    out.write(buffer, 0, count);
                }
            }
            try (SeekableByteChannel file = Files.newByteChannel(temporary)) {
                return reader.read(file);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Reads a file that is soon gone. */
    @FunctionalInterface
    interface SpilledReader<T> {
        /** What was wanted. */
        T read(SeekableByteChannel file) throws IOException;
    }

    /** The content of a file, if it is there. */
    public Optional<byte[]> read(Path file) throws IOException {
        try {
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** As {@link #write}, so that {@link #readChecked} finds out when the disk damaged it. */
    public void writeChecked(Path file, Writer writer) throws IOException, InterruptedException {
        write(file, out -> {
            CheckedOutputStream checked = new CheckedOutputStream(out, new CRC32());
            writer.write(checked);
            new DataOutputStream(out).writeLong(checked.getChecksum().getValue());
        });
    }

    /** The content of a file that {@link #writeChecked} wrote, if it is there and undamaged. */
    public Optional<byte[]> readChecked(Path file) throws IOException {
        Optional<byte[]> bytes = read(file);
        if (bytes.isEmpty() || bytes.get().length < Long.BYTES) {
            return Optional.empty();
        }
        int length = bytes.get().length - Long.BYTES;
        CRC32 checksum = new CRC32();
        checksum.update(bytes.get(), 0, length);
        boolean whole = ByteBuffer.wrap(bytes.get()).getLong(length) == checksum.getValue();
        return whole ? Optional.of(Arrays.copyOf(bytes.get(), length)) : Optional.empty();
    }

    /** Gives a file its content. */
    @FunctionalInterface
    public interface Writer {
        /** Writes it. */
        void write(OutputStream out) throws IOException, InterruptedException;
    }
}
