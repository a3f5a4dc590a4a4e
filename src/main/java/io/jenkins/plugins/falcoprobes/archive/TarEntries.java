package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** The entries of a tar archive. */
final class TarEntries implements EntryStream {
    private final BoundedTar in;

    TarEntries(InputStream tar) {
        in = new BoundedTar(tar);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        TarArchiveEntry entry = in.getNextEntry();
        return entry == null
                ? Optional.empty()
                : Optional.of(new Entry(
                        entry.getName(),
                        type(entry),
                        entry.getLinkName(),
                        entry.getSize(),
                        entry.getMode(),
                        FileTime.from(entry.getLastModifiedTime().toInstant())));
    }

    private static Type type(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return Type.FOLDER;
        }
        if (entry.isSymbolicLink()) {
            return Type.SYMBOLIC_LINK;
        }
        if (entry.isLink()) {
            return Type.HARD_LINK;
        }
        byte flag = entry.getLinkFlag();
        boolean plain = flag == TarArchiveEntry.LF_NORMAL || flag == TarArchiveEntry.LF_OLDNORM;
        return plain && !entry.isSparse() ? Type.FILE : Type.OTHER;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        return in.read(buffer);
    }
}
