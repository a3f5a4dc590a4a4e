package io.jenkins.plugins.falcoprobes.archive;

import io.jenkins.plugins.falcoprobes.archive.EntryStream.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Unpacks archives into one folder, so that nothing gets out of it:
 *
 * <ul>
 *   <li>no entry has an absolute path or one with {@code ..}, and none goes through a link;
 *   <li>links become relative ones that stay below the folder, hard links lead to files of the same archives;
 *   <li>anything but files, folders and links is refused, and so is an entry that is there already;
 *   <li>files get the mode 0644 or 0755, folders 0755, all of them the archive's times and the own user;
 *   <li>what an archive holds is bounded.
 * </ul>
 *
 * <p>The limits are for all archives that one object unpacks together. Not for use by several threads.
 */
public final class SafeUnpacker {
    private static final Set<PosixFilePermission> PLAIN = PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> EXECUTABLE = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int PLAIN_BITS = 0644;
    private static final int EXECUTABLE_BITS = 0755;
    private static final Set<StandardOpenOption> NEW_FILE =
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final Set<StandardOpenOption> OLD_FILE = Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
    private static final int ANY_EXECUTE_BIT = 0111;

    /** A kernel's image has so many times more in it than what is wanted of it. */
    private static final int LEFT_OUT_MORE = 4;

    private final Path root;
    private final SpareFiles spare;
    private final UnpackLimits limits;
    private final Set<String> folders = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final Set<Set<PosixFilePermission>> unmasked = new HashSet<>();
    private final byte[] buffer = new byte[1 << 16];
    private final ByteBuffer before = ByteBuffer.allocate(buffer.length);
    private int entries;
    private long bytes;
    private long leftOut;

    /** Unpacks into a folder. */
    public SafeUnpacker(UnpackTarget target, UnpackLimits limits) {
        this.root = target.root();
        this.spare = new SpareFiles(target.spare());
        this.limits = limits;
        folders.add("");
    }

    /**
     * Unpacks what {@code mapper} wants of a tar stream.
     *
     * @param archive the archive's name, for messages
     * @throws UnpackException if the archive is broken, or holds what it may not
     */
    public void unpack(String archive, InputStream tar, EntryMapper mapper) throws IOException {
        unpack(archive, new TarEntries(tar), mapper);
    }

    /** As {@link #unpack(String, InputStream, EntryMapper)}, of a cpio stream. */
    void unpackCpio(String archive, InputStream cpio, EntryMapper mapper) throws IOException {
        unpack(archive, new CpioEntries(archive, cpio, limits.entries()), mapper);
    }

    /** As {@link #unpack(String, InputStream, EntryMapper)}, of entries whose format is read elsewhere. */
    void unpack(String archive, EntryStream in, EntryMapper mapper) throws IOException {
        for (Optional<Entry> entry = next(archive, in); entry.isPresent(); entry = next(archive, in)) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedIOException("interrupted while unpacking " + archive);
            }
            if (++entries > limits.entries()) {
                throw new UnpackException(archive + ": holds more than " + limits.entries() + " entries");
            }
            String name = EntryName.normalize(archive, entry.get().name());
            Optional<String> place = name.isEmpty() ? Optional.empty() : mapped(archive, name, mapper);
            if (place.isPresent() && !place.get().isEmpty()) {
                unpackEntry(archive, in, entry.get(), name, place.get(), mapper);
            } else {
                leaveOut(archive, entry.get());
            }
        }
    }

    /** What is left out must be unpacked to get past it. */
    private void leaveOut(String archive, Entry entry) throws UnpackException {
        leftOut += Math.max(entry.size(), 0);
        if (leftOut / LEFT_OUT_MORE > limits.totalBytes()) {
            throw new UnpackException(archive + ": holds more than " + leftOut + " bytes");
        }
    }

    private static Optional<Entry> next(String archive, EntryStream in) throws UnpackException {
        try {
            return in.next();
        } catch (IOException | RuntimeException e) {
            // Broken archives make the readers throw what they like.
            throw UnpackException.broken(archive, e);
        }
    }

    private static Optional<String> mapped(String archive, String name, EntryMapper mapper) throws UnpackException {
        Optional<String> place = mapper.map(name);
        return place.isPresent() ? Optional.of(EntryName.normalize(archive, place.get())) : place;
    }

    private void unpackEntry(String archive, EntryStream in, Entry entry, String name, String place, EntryMapper mapper)
            throws IOException {
        makeFolder(archive, EntryName.parent(place));
        Path path = root.resolve(place);
        try {
            switch (entry.type()) {
                case FOLDER -> makeFolder(archive, place);
                case SYMBOLIC_LINK -> {
                    String target = EntryName.resolveLink(archive, name, entry.link());
                    Files.createSymbolicLink(
                            path, Path.of(EntryName.relativeLink(place, linked(archive, name, target, mapper))));
                }
                case HARD_LINK -> {
                    String target = EntryName.normalize(archive, entry.link());
                    linkHard(archive, name, place, linked(archive, name, target, mapper));
                }
                case FILE -> {
                    writeFile(archive, in, entry, place);
                    files.add(place);
                }
                case OTHER ->
                    throw new UnpackException(archive + ": the entry " + name + " is no file, folder or link");
            }
        } catch (FileAlreadyExistsException e) {
            throw new UnpackException(archive + ": the entry " + name + " is there already", e);
        }
    }

    private static String linked(String archive, String name, String target, EntryMapper mapper)
            throws UnpackException {
        return mapped(archive, target, mapper)
                .orElseThrow(() -> new UnpackException(
                        archive + ": the link " + name + " leads to " + target + ", which is not unpacked"));
    }

    /** Makes a folder and those that it is in; real ones, so that no entry goes through a link. */
    private void makeFolder(String archive, String folder) throws IOException {
        if (!folders.add(folder)) {
            return;
        }
        makeFolder(archive, EntryName.parent(folder));
        Path path = root.resolve(folder);
        try {
            Files.createDirectory(path);
            Files.setPosixFilePermissions(path, EXECUTABLE);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnpackException(archive + ": " + folder + " is a folder and something else too", e);
            }
        }
    }

    private void linkHard(String archive, String name, String place, String target) throws IOException {
        if (!files.contains(target)) {
            throw new UnpackException(archive + ": the hard link " + name + " leads to no file of the archive");
        }
        Files.createLink(root.resolve(place), root.resolve(target));
        files.add(place);
    }

    private void writeFile(String archive, EntryStream in, Entry entry, String place) throws IOException {
        if (entry.size() > limits.entryBytes()) {
            throw new UnpackException(archive + ": the entry " + entry.name() + " has " + entry.size()
                    + " bytes, more than " + limits.entryBytes());
        }
        bytes += entry.size();
        if (bytes > limits.totalBytes()) {
            throw new UnpackException(archive + ": holds more than " + limits.totalBytes() + " bytes");
        }
        boolean executable = (entry.mode() & ANY_EXECUTE_BIT) != 0;
        Set<PosixFilePermission> mode = executable ? EXECUTABLE : PLAIN;
        Path path = root.resolve(place);
        OptionalInt old = spare.move(place, path);
        if (old.isPresent()) {
            refreshFile(archive, in, path);
            if (old.getAsInt() != (executable ? EXECUTABLE_BITS : PLAIN_BITS)) {
                Files.setPosixFilePermissions(path, mode);
            }
        } else {
            writeFile(archive, in, path, mode);
        }
        Files.setLastModifiedTime(path, entry.time());
    }

    private void writeFile(String archive, EntryStream in, Path path, Set<PosixFilePermission> mode)
            throws IOException {
        try (SeekableByteChannel out =
                Files.newByteChannel(path, NEW_FILE, PosixFilePermissions.asFileAttribute(mode))) {
            for (int count = read(archive, in); count >= 0; count = read(archive, in)) {
                write(out, count);
            }
        }
        if (!unmasked.contains(mode)) {
            setMode(path, mode);
        }
    }

    /** Makes a file's content that of the entry; as far as it is that already, nothing is written. */
    private void refreshFile(String archive, EntryStream in, Path path) throws IOException {
        try (SeekableByteChannel file = Files.newByteChannel(path, OLD_FILE)) {
            long end = 0;
            boolean same = true;
            for (int count = read(archive, in); count >= 0; count = read(archive, in)) {
                if (same && !holds(file, count)) {
                    same = false;
                    file.position(end);
                }
                if (!same) {
                    write(file, count);
                }
                end += count;
            }
            // Not before: ext4 sends a file to the disk at once if it was emptied first.
            file.truncate(end);
        }
    }

    /** Whether the file goes on with the buffer's first bytes. */
    private boolean holds(SeekableByteChannel file, int count) throws IOException {
        before.clear().limit(count);
        while (before.hasRemaining()) {
            if (file.read(before) < 0) {
                return false;
            }
        }
        return Arrays.equals(before.array(), 0, count, buffer, 0, count);
    }

    private void write(SeekableByteChannel out, int count) throws IOException {
        ByteBuffer part = ByteBuffer.wrap(buffer, 0, count);
        while (part.hasRemaining()) {
            out.write(part);
        }
    }

    /** The process's umask may take bits off a new file's mode; where it does not, there is nothing to do from then on. */
    private void setMode(Path path, Set<PosixFilePermission> mode) throws IOException {
        if (Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS).equals(mode)) {
            unmasked.add(mode);
        } else {
            Files.setPosixFilePermissions(path, mode);
        }
    }

    private int read(String archive, EntryStream in) throws UnpackException {
        try {
            return in.read(buffer);
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(archive, e);
        }
    }
}
