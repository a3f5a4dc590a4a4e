package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;

/**
 * A Debian package, {@code .deb} (deb(5)): an ar archive whose member {@code data.tar.*} holds the package's files.
 * Whoever has one has checked it against its archive's index.
 */
public final class DebArchive {
    private DebArchive() {}

    /**
     * Unpacks what {@code mapper} wants of the package's files.
     *
     * @param name the package's name, for messages
     * @throws UnpackException if the package is broken, or holds what it may not ({@link SafeUnpacker})
     */
    public static void unpack(String name, Path deb, SafeUnpacker unpacker, EntryMapper mapper) throws IOException {
        try (InputStream file = Files.newInputStream(deb)) {
            unpacker.unpack(name, open(name, file), mapper);
        }
    }

    private static InputStream open(String name, InputStream file) throws UnpackException {
        try {
            return data(name, file);
        } catch (IOException e) {
            throw UnpackException.broken(name, e);
        }
    }

    /**
     * The first of the package's files whose path is wanted; nothing behind it is read.
     *
     * @param deb the package from its start
     * @param wanted tells by a relative path like {@code boot/config-6.1.0-50-amd64}
     * @param limit the most bytes that the file may have
     * @throws UnpackException if the file is too long, or there is no data
     * @throws IOException if the package is broken, or the stream's own
     */
    public static Optional<byte[]> find(String name, InputStream deb, Predicate<String> wanted, int limit)
            throws IOException {
        return new TarEntries(data(name, deb)).find(name, wanted, limit);
    }

    private static InputStream data(String name, InputStream deb) throws IOException {
        ArArchiveInputStream ar = new ArArchiveInputStream(deb);
        for (ArArchiveEntry member = ar.getNextEntry(); member != null; member = ar.getNextEntry()) {
            if (member.getName().startsWith("data.tar")) {
                return Compression.unpack(ar, true);
            }
        }
        throw new UnpackException(name + ": is no Debian package, it has no data.tar");
    }
}
