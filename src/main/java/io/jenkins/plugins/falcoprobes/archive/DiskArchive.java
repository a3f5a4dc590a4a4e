package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The image of a disk, with partitions or without, with file systems of ext4 (ext2, ext3) and squashfs. It is read by this
 * program alone: nothing is mounted, and nobody has to be root.
 */
public final class DiskArchive {
    private static final int BLOCK = 1 << 16;
    private static final byte[] ZEROS = new byte[BLOCK];

    private DiskArchive() {}

    /**
     * Unpacks what {@code mapper} wants of the file systems in an image.
     *
     * @param name the image's name, for messages
     * @throws UnpackException if the image is broken, has no file system that is read, or holds what it may not
     *     ({@link SafeUnpacker})
     */
    public static void unpack(String name, Path image, SafeUnpacker unpacker, EntryMapper mapper) throws IOException {
        try (FileChannel channel = FileChannel.open(image)) {
            for (ImageNode root : roots(new ImageBytes(name, channel))) {
                unpacker.unpack(
                        name, new ImageEntries(name, root, mapper::mayHold, UnpackLimits.DEFAULT.entries()), mapper);
            }
        }
    }

    private static List<ImageNode> roots(ImageBytes image) throws IOException {
        List<ImageNode> roots = new ArrayList<>();
        try {
            for (ImageBytes partition : PartitionTable.of(image)) {
                if (Squashfs.isOne(partition)) {
                    roots.add(Squashfs.root(partition));
                } else if (Ext4.isOne(partition)) {
                    roots.add(Ext4.root(partition));
                }
            }
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(image.name(), e);
        }
        if (roots.isEmpty()) {
            throw new UnpackException(image.name() + ": holds no file system of ext4 or squashfs");
        }
        return roots;
    }

    /**
     * Unpacks an image that was packed as a whole ({@link Compression}). What is zero in it takes no room on the disk.
     *
     * @param name the image's name, for messages
     * @param image the file to write
     * @param limit the most bytes that the image may have
     * @throws UnpackException if the packed image is broken, or too long
     */
    public static void unpackImage(String name, Path packed, Path image, long limit) throws IOException {
        try (InputStream file = Files.newInputStream(packed);
                FileChannel out = FileChannel.open(
                        image,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.SPARSE)) {
            InputStream in = open(name, file);
            byte[] block = new byte[BLOCK];
            long length = 0;
            for (int count = read(name, in, block); count > 0; count = read(name, in, block)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while unpacking " + name);
                }
                if (length + count > limit) {
                    throw new UnpackException(name + ": has more than " + limit + " bytes");
                }
                if (!Arrays.equals(block, 0, count, ZEROS, 0, count)) {
                    write(out, length, ByteBuffer.wrap(block, 0, count));
                }
                length += count;
            }
            if (out.size() < length) {
                write(out, length - 1, ByteBuffer.allocate(1)); // it ends with zeros, too
            }
        }
    }

    private static InputStream open(String name, InputStream file) throws UnpackException {
        try {
            return Compression.unpack(file, true);
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(name, e);
        }
    }

    private static int read(String name, InputStream in, byte[] block) throws UnpackException {
        try {
            return in.readNBytes(block, 0, block.length);
        } catch (IOException | RuntimeException e) {
            // Broken archives make the readers throw what they like.
            throw UnpackException.broken(name, e);
        }
    }

    private static void write(FileChannel out, long at, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes, at + bytes.position());
        }
    }
}
