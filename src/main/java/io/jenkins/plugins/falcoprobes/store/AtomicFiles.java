package io.jenkins.plugins.falcoprobes.store;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes files so that a reader, or the next run after a crash, sees the whole new file or what was there before: under
 * a temporary name, forced to the disk, then renamed.
 */
public final class AtomicFiles {
    /** What the names of temporary files begin with; nobody else's file in a store does. */
    static final String TEMPORARY = ".partial-";

    private AtomicFiles() {}

    /** Writes a file's content. */
    @FunctionalInterface
    public interface Content {
        /** Writes everything to {@code out}, which the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes a file in one piece. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, out -> out.write(content));
    }

    /** Writes a file whose content need not be in memory as a whole. */
    public static void write(Path target, Content content) throws IOException {
        Path temporary = temporaryFor(target);
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            rename(temporary, target);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** Copies {@code source} to a temporary file beside {@code target} and forces it to the disk. */
    static Path stage(Path source, Path target) throws IOException {
        Path temporary = temporaryFor(target);
        try {
            Files.copy(source, temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return temporary;
        } catch (IOException e) {
            Files.deleteIfExists(temporary);
            throw e;
        }
    }

    /** Gives a staged file its final name. */
    static void rename(Path temporary, Path target) throws IOException {
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(parent(target), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static Path temporaryFor(Path target) throws IOException {
        Files.createDirectories(parent(target));
        return parent(target).resolve(TEMPORARY + Long.toHexString(System.nanoTime()) + "-" + target.getFileName());
    }

    private static Path parent(Path file) {
        return file.toAbsolutePath().getParent();
    }
}
