package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An inode of {@link Squashfs}. */
final class SquashfsNode implements ImageNode {
    private static final int FOLDER = 1;
    private static final int FILE = 2;
    private static final int LINK = 3;
    private static final int LONG_FOLDER = 8;
    private static final int LONG_FILE = 9;
    private static final int LONG_LINK = 10;
    private static final int LONGEST_LINK = 4096;
    private static final long NO_FRAGMENT = 0xffffffffL;
    private static final int PERMISSIONS = 07777;
    private static final int LONGEST_NAME = 256;
    private static final int MOST_IN_RUN = 256;

    /** A folder's length counts itself and the one above. */
    private static final int SELF_AND_ABOVE = 3;

    private static final int RUN_HEADER = 12;
    private static final int ENTRY_HEADER = 8;
    private static final long LARGEST_FOLDER = 1L << 26;
    private static final int MOST_BLOCKS = 1 << 20;

    private final Squashfs system;
    private final long id;
    private final EntryStream.Type type;
    private final int mode;
    private final long time;
    private String link = "";
    private long size;

    /** Where a folder's entries or a file's blocks begin. */
    private long start;

    private int offset;
    private long fragment = NO_FRAGMENT;
    private SquashfsReader blocks;
    private long[] packedSizes;
    private long[] places;

    private SquashfsNode(Squashfs system, long id, EntryStream.Type type, int mode, long time) {
        this.system = system;
        this.id = id;
        this.type = type;
        this.mode = mode & PERMISSIONS;
        this.time = time;
    }

    /** Reads an inode from its start. */
    static SquashfsNode read(Squashfs system, long block, int offset, SquashfsReader in) throws IOException {
        int kind = in.readUnsignedShort();
        int mode = in.readUnsignedShort();
        in.readInt(); // numbers of user and group
        long time = in.readInt();
        in.readInt(); // the inode's number, which folders and hard links share
        SquashfsNode node = new SquashfsNode(system, block << 16 | offset, typeOf(kind), mode, time);
        switch (kind) {
            case FOLDER -> {
                node.start = in.readInt();
                in.readInt();
                node.size = in.readUnsignedShort();
                node.offset = in.readUnsignedShort();
            }
            case LONG_FOLDER -> {
                in.readInt();
                node.size = in.readInt();
                node.start = in.readInt();
                in.readInt();
                in.readUnsignedShort();
                node.offset = in.readUnsignedShort();
            }
            case FILE -> {
                node.start = in.readInt();
                node.fragment = in.readInt();
                node.offset = (int) in.readInt();
                node.size = in.readInt();
                node.blocks = in;
            }
            case LONG_FILE -> {
                node.start = in.readLong();
                node.size = in.readLong();
                in.readLong(); // how much of it is zero
                in.readInt();
                node.fragment = in.readInt();
                node.offset = (int) in.readInt();
                in.readInt();
                node.blocks = in;
            }
            case LINK, LONG_LINK -> {
                in.readInt();
                long length = in.readInt();
                if (length > LONGEST_LINK) {
                    throw new UnpackException(system.name() + ": a link leads to " + length + " bytes of path");
                }
                node.link = in.readText((int) length);
            }
            default -> {}
        }
        return node;
    }

    private static EntryStream.Type typeOf(int kind) {
        return switch (kind) {
            case FOLDER, LONG_FOLDER -> EntryStream.Type.FOLDER;
            case FILE, LONG_FILE -> EntryStream.Type.FILE;
            case LINK, LONG_LINK -> EntryStream.Type.SYMBOLIC_LINK;
            default -> EntryStream.Type.OTHER;
        };
    }

    /** The blocks' packed lengths; the end of a file may be in a fragment. */
    private void readBlocks() throws IOException {
        int blockSize = system.blockSize();
        long count = fragment == NO_FRAGMENT ? (size + blockSize - 1) / blockSize : size / blockSize;
        if (size < 0 || count > MOST_BLOCKS) {
            throw new UnpackException(system.name() + ": a file has " + size + " bytes");
        }
        packedSizes = new long[(int) count];
        places = new long[(int) count];
        long place = start;
        for (int i = 0; i < count; i++) {
            packedSizes[i] = blocks.readInt();
            places[i] = place;
            place += packedSizes[i] & 0xffffff;
        }
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public EntryStream.Type type() {
        return type;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public int mode() {
        return mode;
    }

    @Override
    public FileTime time() {
        return FileTime.from(time, TimeUnit.SECONDS);
    }

    @Override
    public String link() {
        return link;
    }

    @Override
    public Map<String, ImageNode> children() throws IOException {
        Map<String, ImageNode> children = new LinkedHashMap<>();
        long rest = size - SELF_AND_ABOVE;
        if (rest <= 0) {
            return children;
        }
        if (rest > LARGEST_FOLDER) {
            throw new UnpackException(system.name() + ": a folder has " + size + " bytes");
        }
        SquashfsReader in = system.folder(start, offset);
        while (rest > 0) {
            long count = in.readInt() + 1;
            long block = in.readInt();
            in.readInt();
            rest -= RUN_HEADER;
            if (count > MOST_IN_RUN) {
                throw new UnpackException(system.name() + ": a folder is damaged");
            }
            for (int i = 0; i < count; i++) {
                int inode = in.readUnsignedShort();
                in.readShort();
                in.readUnsignedShort();
                int length = in.readUnsignedShort() + 1;
                if (length > LONGEST_NAME) {
                    throw new UnpackException(system.name() + ": a name has " + length + " bytes");
                }
                String name = in.readText(length);
                if (name.indexOf('/') >= 0 || name.indexOf('\0') >= 0 || name.equals(".") || name.equals("..")) {
                    throw new UnpackException(system.name() + ": a folder has an entry \"" + name + "\"");
                }
                rest -= ENTRY_HEADER + length;
                if (children.size() == MOST_CHILDREN) {
                    throw new UnpackException(system.name() + ": a folder holds too much");
                }
                children.put(name, system.node(block, inode));
            }
        }
        return children;
    }

    @Override
    public int read(long from, byte[] buffer) throws IOException {
        if (places == null) {
            readBlocks();
        }
        int index = (int) (from / system.blockSize());
        int within = (int) (from % system.blockSize());
        long wanted = Math.min(Math.min(buffer.length, size - from), system.blockSize() - within);
        if (index < packedSizes.length && packedSizes[index] == 0) {
            Arrays.fill(buffer, 0, (int) wanted, (byte) 0);
            return (int) wanted;
        }
        byte[] block;
        if (index < packedSizes.length) {
            block = system.data(places[index], packedSizes[index]);
        } else {
            block = system.fragment(fragment);
            within += offset;
        }
        if (within < 0 || within + wanted > block.length) {
            throw new UnpackException(system.name() + ": a file's block is shorter than the file");
        }
        System.arraycopy(block, within, buffer, 0, (int) wanted);
        return (int) wanted;
    }
}
