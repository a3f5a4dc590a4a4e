package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;
import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedShort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A squashfs file system of version 4, to be read only (the kernel's Documentation/filesystems/squashfs.rst). Not for use by
 * several threads.
 */
final class Squashfs {
    private static final int MAGIC = 0x73717368; // hsqs
    private static final int SUPERBLOCK = 96;

    /** What the tables of inodes and folders are packed in. */
    static final int METADATA_BLOCK = 8192;

    private static final int LARGEST_BLOCK = 1 << 20;
    private static final int UNPACKED_METADATA = 1 << 15;
    private static final int UNPACKED_DATA = 1 << 24;
    private static final int FRAGMENT = 16;
    private static final int KEPT_BLOCKS = 256;

    private final ImageBytes bytes;
    private final SquashfsPacker packer;
    private final int blockSize;
    private final long fragments;
    private final long inodeTable;
    private final long folderTable;
    private final long fragmentTable;

    /** Metadata blocks by their place: a file system's inodes lie close to each other. */
    private final Map<Long, Metadata> metadata = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Metadata> eldest) {
            return size() > KEPT_BLOCKS;
        }
    };

    private long lastPlace = -1;
    private byte[] lastBlock;

    private Squashfs(ImageBytes bytes, ByteBuffer superblock) throws UnpackException {
        this.bytes = bytes;
        long block = unsignedInt(superblock, 12);
        if (unsignedShort(superblock, 28) != 4 || block < 4096 || block > LARGEST_BLOCK || Long.bitCount(block) != 1) {
            throw new UnpackException(bytes.name() + ": its squashfs file system is none of version 4, or damaged");
        }
        this.blockSize = (int) block;
        this.fragments = unsignedInt(superblock, 16);
        this.packer = SquashfsPacker.of(bytes.name(), unsignedShort(superblock, 20));
        this.inodeTable = superblock.getLong(64);
        this.folderTable = superblock.getLong(72);
        this.fragmentTable = superblock.getLong(80);
    }

    /** Whether there is such a file system. */
    static boolean isOne(ImageBytes bytes) throws IOException {
        return bytes.length() >= SUPERBLOCK && bytes.read(0, Integer.BYTES).getInt() == MAGIC;
    }

    /** Its topmost folder. */
    static ImageNode root(ImageBytes bytes) throws IOException {
        ByteBuffer superblock = bytes.read(0, SUPERBLOCK);
        Squashfs system = new Squashfs(bytes, superblock);
        long root = superblock.getLong(32);
        return system.node(root >>> 16, (int) (root & 0xffff));
    }

    String name() {
        return bytes.name();
    }

    int blockSize() {
        return blockSize;
    }

    /** A file, folder or whatever it is, by its place in the table. */
    SquashfsNode node(long block, int offset) throws IOException {
        return SquashfsNode.read(this, block, offset, new SquashfsReader(this, inodeTable + block, offset));
    }

    /** A reader of what is in a folder, from a place in the table on. */
    SquashfsReader folder(long block, int offset) throws IOException {
        return new SquashfsReader(this, folderTable + block, offset);
    }

    /** A block of a table, and where the next one is. */
    record Metadata(ByteBuffer content, long next) {}

    Metadata metadata(long place) throws IOException {
        Metadata known = metadata.get(place);
        if (known == null) {
            int header = unsignedShort(bytes.read(place, Short.BYTES), 0);
            int length = header & (UNPACKED_METADATA - 1);
            byte[] packed = bytes.readBytes(place + Short.BYTES, length);
            known = new Metadata(
                    ByteBuffer.wrap((header & UNPACKED_METADATA) != 0 ? packed : packer.unpack(packed, METADATA_BLOCK)),
                    place + Short.BYTES + length);
            metadata.put(place, known);
        }
        return known;
    }

    /** A block of files' content; {@code header} is its packed length, with a mark if it is not packed. */
    byte[] data(long place, long header) throws IOException {
        if (place != lastPlace) {
            int length = (int) (header & (UNPACKED_DATA - 1));
            if (length > blockSize) {
                throw new UnpackException(name() + ": a block of " + length + " bytes is too long");
            }
            byte[] packed = bytes.readBytes(place, length);
            lastBlock = (header & UNPACKED_DATA) != 0 ? packed : packer.unpack(packed, blockSize);
            lastPlace = place;
        }
        return lastBlock;
    }

    /** The block that the ends of several files share. */
    byte[] fragment(long number) throws IOException {
        if (number >= fragments) {
            throw new UnpackException(name() + ": leads to fragment " + number + " of " + fragments);
        }
        long perBlock = METADATA_BLOCK / FRAGMENT;
        long place = bytes.read(fragmentTable + number / perBlock * Long.BYTES, Long.BYTES)
                .getLong();
        SquashfsReader entry = new SquashfsReader(this, place, (int) (number % perBlock) * FRAGMENT);
        return data(entry.readLong(), entry.readInt());
    }
}
