package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.function.Predicate;

/** The entries of an archive, one after the other, whatever its format; what they say is not to be trusted. */
interface EntryStream {
    /** What an entry is. */
    enum Type {
        FILE,
        FOLDER,
        SYMBOLIC_LINK,
        HARD_LINK,
        /** A device, a pipe, or what the format alone knows. */
        OTHER
    }

    /**
     * An entry.
     *
     * @param name its path as the archive has it
     * @param link what a link leads to, as the archive has it, else empty
     * @param size the announced length of a file
     * @param mode the permission bits
     */
    record Entry(String name, Type type, String link, long size, int mode, FileTime time) {}

    /** The next entry, nothing at the end; what was not read of the one before is passed over. */
    Optional<Entry> next() throws IOException;

    /** Reads the content of the current entry, as {@code InputStream} does. */
    int read(byte[] buffer) throws IOException;

    /**
     * The first file whose path is wanted; nothing behind it is read.
     *
     * @param archive the archive's name, for messages
     * @param limit the most bytes that the file may have
     * @throws UnpackException if it has more
     */
    default Optional<byte[]> find(String archive, Predicate<String> wanted, int limit) throws IOException {
        for (Optional<Entry> next = next(); next.isPresent(); next = next()) {
            Entry entry = next.get();
            if (entry.type() == Type.FILE && wanted.test(EntryName.normalize(archive, entry.name()))) {
                if (entry.size() > limit) {
                    throw new UnpackException(archive + ": " + entry.name() + " has more than " + limit + " bytes");
                }
                return Optional.of(content((int) entry.size()));
            }
        }
        return Optional.empty();
    }

    private byte[] content(int size) throws IOException {
        byte[] content = new byte[size];
        byte[] buffer = new byte[1 << 16];
        int at = 0;
        for (int count = read(buffer); count >= 0 && at < size; count = read(buffer)) {
            System.arraycopy(buffer, 0, content, at, Math.min(count, size - at));
            at += count;
        }
        return content;
    }
}
