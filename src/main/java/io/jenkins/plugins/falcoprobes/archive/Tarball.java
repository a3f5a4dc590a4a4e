package io.jenkins.plugins.falcoprobes.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** A tar archive, packed by xz, gzip, bzip2 or zstd, or not at all. */
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
     * Writes what {@code mapper} wants of an archive as another one, quick to unpack; only files and symbolic links, whose
     * targets stay as they are. It is as little to be trusted as the first.
     *
     * @param name the archive's name, for messages
     * @param out gets the new archive; stays open
     * @throws UnpackException if the archive is broken, or holds more than the limits allow
     */
    public static void repack(String name, Path tarball, OutputStream out, UnpackLimits limits, EntryMapper mapper)
            throws IOException {
        Target target = new Target(out);
        try (InputStream file = Files.newInputStream(tarball);
                BoundedTar from = new BoundedTar(open(name, file));
                TarArchiveOutputStream to = new TarArchiveOutputStream(new ZstdOutputStream(target))) {
            to.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            int entries = 0;
            long bytes = 0;
            for (TarArchiveEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                entries++;
                bytes += entry.getSize();
                if (entries > limits.entries() || bytes > limits.totalBytes()) {
                    throw new UnpackException(name + ": holds more than " + limits.entries() + " entries or "
                            + limits.totalBytes() + " bytes");
                }
                Optional<String> place = mapper.map(EntryName.normalize(name, entry.getName()));
                if (place.isPresent()) {
                    copy(from, entry, to, place.get());
                }
            }
        } catch (IOException | RuntimeException e) {
            if (target.failed && e instanceof IOException trouble) {
                throw trouble;
            }
            // Broken archives make the readers throw what they like.
            throw UnpackException.broken(name, e);
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

    /**
     * The first path that is wanted among those of a packed tar stream, which may have been cut off behind it.
     *
     * @param name the archive's name, for messages
     * @return nothing if none is wanted, or the stream ended before
     * @throws UnpackException if a path before leads out of the archive
     */
    public static Optional<String> firstName(String name, InputStream start, Predicate<String> wanted)
            throws UnpackException {
        try {
            EntryStream entries = new TarEntries(Compression.unpack(start, false));
            for (Optional<EntryStream.Entry> next = entries.next(); next.isPresent(); next = entries.next()) {
                String path = EntryName.normalize(name, next.get().name());
                if (wanted.test(path)) {
                    return Optional.of(path);
                }
            }
            return Optional.empty();
        } catch (UnpackException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // what comes then is more than the start
        }
    }

    private static void copy(BoundedTar from, TarArchiveEntry entry, TarArchiveOutputStream to, String place)
            throws IOException {
        TarArchiveEntry copy;
        if (entry.isSymbolicLink()) {
            copy = new TarArchiveEntry(place, TarConstants.LF_SYMLINK);
            copy.setLinkName(entry.getLinkName());
        } else if (entry.isFile() && !entry.isSparse()) {
            copy = new TarArchiveEntry(place);
            copy.setSize(entry.getSize());
            copy.setMode(entry.getMode());
        } else {
            return;
        }
        copy.setModTime(entry.getLastModifiedTime());
        to.putArchiveEntry(copy);
        if (copy.isFile()) {
            from.transferTo(to);
        }
        to.closeArchiveEntry();
    }

    private static InputStream open(String name, InputStream file) throws UnpackException {
        try {
            return Compression.unpack(file, false);
        } catch (IOException e) {
            throw UnpackException.broken(name, e);
        }
    }

    /** A stream that somebody else closes, and which tells whether it was it that failed. */
    private static final class Target extends FilterOutputStream {
        private boolean failed;

        Target(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            failed = true;
            out.write(bytes, offset, length);
            failed = false;
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
