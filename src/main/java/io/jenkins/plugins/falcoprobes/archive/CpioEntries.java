package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveInputStream;

/**
 * The entries of a cpio archive as rpm writes it (format "newc").
 *
 * <p>Files that are one on the disk stand there under each of their names, and only the last has the content. Here that one
 * comes first, as a file, and the others follow as hard links to it.
 */
final class CpioEntries implements EntryStream {
    /** {@code PATH_MAX} of Linux. */
    private static final int LONGEST_LINK = 4096;

    private static final int PERMISSIONS = 07777;

    private final String archive;
    private final HeaderGuard guard;
    private final CpioArchiveInputStream in;

    /** How many more entries may be set aside. */
    private int room;

    private final Map<Inode, List<Entry>> linked = new LinkedHashMap<>();
    private final Deque<Entry> links = new ArrayDeque<>();
    private boolean ended;

    /** Reads the cpio stream of an archive with this name, and sets so many entries aside at most. */
    CpioEntries(String archive, InputStream cpio, int mostLinks) {
        this.archive = archive;
        guard = new HeaderGuard(cpio);
        in = new CpioArchiveInputStream(guard, UTF_8.name());
        room = mostLinks;
    }

    private record Inode(long major, long minor, long number) {}

    @Override
    public Optional<Entry> next() throws IOException {
        if (!links.isEmpty()) {
            return Optional.of(links.remove());
        }
        while (!ended) {
            CpioArchiveEntry raw = nextRaw();
            if (raw == null) {
                ended = true;
                break;
            }
            Entry entry = entry(raw);
            if (entry.type() != Type.FILE || raw.getNumberOfLinks() < 2) {
                return Optional.of(entry);
            }
            Inode inode = new Inode(raw.getDeviceMaj(), raw.getDeviceMin(), raw.getInode());
            if (raw.getSize() > 0) {
                linkTo(entry, linked.remove(inode));
                return Optional.of(entry);
            }
            if (--room < 0) {
                throw new UnpackException(archive + ": holds too many hard links");
            }
            linked.computeIfAbsent(inode, key -> new ArrayList<>()).add(entry);
        }
        return emptyFile();
    }

    private CpioArchiveEntry nextRaw() throws IOException {
        long skipped = in.skip(Integer.MAX_VALUE); // what was not read of the entry before is no header
        while (skipped > 0) {
            skipped = in.skip(Integer.MAX_VALUE);
        }
        guard.begin();
        try {
            return in.getNextEntry();
        } finally {
            guard.end();
        }
    }

    /** Names whose content never came are those of files without content. */
    private Optional<Entry> emptyFile() {
        Iterator<List<Entry>> rest = linked.values().iterator();
        if (!rest.hasNext()) {
            return Optional.empty();
        }
        List<Entry> names = rest.next();
        rest.remove();
        linkTo(names.get(0), names.subList(1, names.size()));
        return Optional.of(names.get(0));
    }

    private void linkTo(Entry file, List<Entry> names) {
        if (names != null) {
            for (Entry name : names) {
                String target = file.name().replaceFirst("^/+", "");
                links.add(new Entry(name.name(), Type.HARD_LINK, target, 0, name.mode(), name.time()));
            }
        }
    }

    private Entry entry(CpioArchiveEntry raw) throws IOException {
        Type type = type(raw);
        String link = "";
        if (type == Type.SYMBOLIC_LINK) {
            if (raw.getSize() > LONGEST_LINK) {
                throw new UnpackException(
                        archive + ": the link " + raw.getName() + " leads to " + raw.getSize() + " bytes of path");
            }
            link = new String(in.readNBytes(LONGEST_LINK), UTF_8);
        }
        return new Entry(
                raw.getName(),
                type,
                link,
                raw.getSize(),
                (int) raw.getMode() & PERMISSIONS,
                FileTime.from(raw.getLastModifiedDate().toInstant()));
    }

    private static Type type(CpioArchiveEntry raw) {
        if (raw.isDirectory()) {
            return Type.FOLDER;
        }
        if (raw.isSymbolicLink()) {
            return Type.SYMBOLIC_LINK;
        }
        return raw.isRegularFile() ? Type.FILE : Type.OTHER;
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        // At the archive's end the stream has no current entry to read from.
        return ended ? -1 : in.read(buffer);
    }
}
