package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

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
}
