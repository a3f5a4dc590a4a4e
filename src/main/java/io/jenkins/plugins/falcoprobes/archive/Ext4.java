package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;
import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedShort;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An ext4 file system, or an older ext2 or ext3, to be read only (the kernel's Documentation/filesystems/ext4). Not for use
 * by several threads.
 */
final class Ext4 {
    private static final int SUPERBLOCK = 1024;
    private static final int SUPERBLOCK_LENGTH = 1024;
    private static final int MAGIC = 0xef53;
    private static final int ROOT = 2;

    /** Features that change how a file system is read. Not read: a journal with changes, inline data, block groups of blocks. */
    private static final int KNOWN = 0x2 // the kind of each file is in its folder
            | 0x40 // extents
            | 0x80 // 64 bits
            | 0x100 // protection against two mounts
            | 0x200 // flexible block groups
            | 0x400 // large attributes
            | 0x2000 // where checksums start
            | 0x4000 // large folders
            | 0x20000; // names without case

    /** Attributes follow. */
    private static final int KNOWN_OF_INODE = 160;

    private static final int LONG_DESCRIPTORS = 0x80;
    private static final int CHANGES_IN_JOURNAL = 0x4;
    private static final int LARGEST_BLOCK_SHIFT = 6;

    private final ImageBytes bytes;
    private final int blockSize;
    private final long blocks;
    private final long inodes;
    private final long inodesPerGroup;
    private final int inodeSize;
    private final int descriptorSize;
    private final long descriptors;

    private Ext4(ImageBytes bytes, ByteBuffer superblock) throws UnpackException {
        this.bytes = bytes;
        int features = superblock.getInt(0x60);
        if ((features & CHANGES_IN_JOURNAL) != 0) {
            throw new UnpackException(bytes.name() + ": its file system was not unmounted");
        }
        if ((features & ~KNOWN) != 0) {
            throw new UnpackException(bytes.name() + ": its ext4 file system has features that are not read, 0x"
                    + Integer.toHexString(features & ~KNOWN));
        }
        long shift = unsignedInt(superblock, 0x18);
        this.inodes = unsignedInt(superblock, 0x0);
        this.inodesPerGroup = unsignedInt(superblock, 0x28);
        this.inodeSize = superblock.getInt(0x4c) == 0 ? 128 : unsignedShort(superblock, 0x58);
        boolean wide = (features & LONG_DESCRIPTORS) != 0;
        this.descriptorSize = wide ? unsignedShort(superblock, 0xfe) : 32;
        if (shift > LARGEST_BLOCK_SHIFT
                || inodesPerGroup == 0
                || inodeSize < 128
                || inodeSize > SUPERBLOCK << shift
                || descriptorSize < 32
                || (wide && descriptorSize < 64)) {
            throw new UnpackException(bytes.name() + ": its ext4 file system is damaged");
        }
        this.blockSize = SUPERBLOCK << shift;
        this.blocks = bytes.length() / blockSize;
        this.descriptors = (unsignedInt(superblock, 0x14) + 1) * blockSize;
    }

    /** Whether there is such a file system. */
    static boolean isOne(ImageBytes bytes) throws IOException {
        return bytes.length() >= SUPERBLOCK + SUPERBLOCK_LENGTH
                && unsignedShort(bytes.read(SUPERBLOCK, SUPERBLOCK_LENGTH), 0x38) == MAGIC;
    }

    /** Its topmost folder. */
    static ImageNode root(ImageBytes bytes) throws IOException {
        return new Ext4(bytes, bytes.read(SUPERBLOCK, SUPERBLOCK_LENGTH)).node(ROOT);
    }

    String name() {
        return bytes.name();
    }

    int blockSize() {
        return blockSize;
    }

    /** A block. */
    ByteBuffer block(long number) throws IOException {
        return block(number, 0, blockSize);
    }

    /** A part of a block. */
    ByteBuffer block(long number, int from, int length) throws IOException {
        if (number <= 0 || number >= blocks) {
            throw new UnpackException(name() + ": leads to block " + number + " of " + blocks);
        }
        return bytes.read(number * blockSize + from, length);
    }

    /** A file, folder or whatever it is, by its number. */
    Ext4Node node(long number) throws IOException {
        if (number <= 0 || number > inodes) {
            throw new UnpackException(name() + ": leads to inode " + number + " of " + inodes);
        }
        long group = (number - 1) / inodesPerGroup;
        ByteBuffer descriptor = bytes.read(descriptors + group * descriptorSize, descriptorSize);
        long table = unsignedInt(descriptor, 0x8);
        if (descriptorSize >= 64) {
            table |= unsignedInt(descriptor, 0x28) << 32;
        }
        if (table <= 0 || table >= blocks) {
            throw new UnpackException(name() + ": leads to block " + table + " of " + blocks);
        }
        long at = table * blockSize + (number - 1) % inodesPerGroup * inodeSize;
        return new Ext4Node(this, number, bytes.read(at, Math.min(inodeSize, KNOWN_OF_INODE)));
    }
}
