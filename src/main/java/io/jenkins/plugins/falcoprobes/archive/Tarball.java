package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;

/** A tar archive, packed by xz, gzip or zstd, or not at all. */
public final class Tarball {
    private Tarball() {}

    /**
     * Unpacks what {@code mapper} wants.
     *
     * @throws UnpackException if the archive is broken, or holds what it may not ({@link SafeUnpacker})
     */
    public static void unpack(Path tarball, SafeUnpacker unpacker, EntryMapper mapper) throws IOException {
        String name = tarball.getFileName().toString();
        try (InputStream file = Files.newInputStream(tarball)) {
            unpacker.unpack(name, open(name, file), mapper);
        }
    }

    /**
     * The first file whose path is wanted; nothing behind it is read.
     *
     * @param wanted tells by a relative path like {@code usr/lib/modules/6.9.7-arch1-1/build/.config}
     * @param limit the most bytes that the file may have
     * @throws UnpackException if the archive is broken, or the file too long
     */
    public static Optional<byte[]> find(Path tarball, Predicate<String> wanted, int limit) throws IOException {
        String name = tarball.getFileName().toString();
        try (InputStream file = Files.newInputStream(tarball)) {
            return new TarEntries(open(name, file)).find(name, wanted, limit);
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(name, e);
        }
    }

    private static InputStream open(String name, InputStream file) throws UnpackException {
        try {
            return Compression.unpack(file, false);
        } catch (IOException e) {
            throw UnpackException.broken(name, e);
        }
    }
}
