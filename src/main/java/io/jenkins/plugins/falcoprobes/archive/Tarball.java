package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private static InputStream open(String name, InputStream file) throws UnpackException {
        try {
            return Compression.unpack(file, false);
        } catch (IOException e) {
            throw UnpackException.broken(name, e);
        }
    }
}
