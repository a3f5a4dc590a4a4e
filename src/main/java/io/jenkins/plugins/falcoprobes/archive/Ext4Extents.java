package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;
import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedShort;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A file's blocks as a tree of extents, runs of blocks that lie one behind the other. */
final class Ext4Extents implements Ext4Blocks {
    private static final int MAGIC = 0xf30a;
    private static final int DEEPEST = 5;
    private static final int RECORD = 12;
    private static final int MOST = 1 << 18;

    /** Longer ones are announced to be so much longer than they are, and hold nothing yet. */
    private static final int UNWRITTEN = 1 << 15;

    private final Ext4 system;
    private final TreeMap<Long, Extent> extents = new TreeMap<>();
    private int records;

    private Ext4Extents(Ext4 system) {
        this.system = system;
    }

    private record Extent(long first, int length, long place) {}

    /** Reads the tree whose root is in an inode. */
    static Ext4Extents of(Ext4 system, ByteBuffer root) throws IOException {
        Ext4Extents all = new Ext4Extents(system);
        all.add(root, DEEPEST + 1);
        return all;
    }

    private void add(ByteBuffer node, int above) throws IOException {
        int entries = unsignedShort(node, 2);
        int depth = unsignedShort(node, 6);
        if (unsignedShort(node, 0) != MAGIC || (entries + 1) * RECORD > node.limit() || depth >= above) {
            throw new UnpackException(system.name() + ": a file's extents are damaged");
        }
        records += entries;
        if (records > MOST) {
            throw new UnpackException(system.name() + ": a file has more than " + MOST + " extents");
        }
        for (int at = RECORD; at <= entries * RECORD; at += RECORD) {
            if (depth > 0) {
                long block = unsignedInt(node, at + 4) | (long) unsignedShort(node, at + 8) << 32;
                add(system.block(block), depth);
            } else {
                int length = unsignedShort(node, at + 4);
                long place = unsignedInt(node, at + 8) | (long) unsignedShort(node, at + 6) << 32;
                long first = unsignedInt(node, at);
                if (length <= UNWRITTEN) {
                    extents.put(first, new Extent(first, length, place));
                }
            }
        }
    }

    @Override
    public long find(long block) {
        Map.Entry<Long, Extent> found = extents.floorEntry(block);
        if (found == null || block - found.getKey() >= found.getValue().length()) {
            return HOLE;
        }
        return found.getValue().place() + block - found.getKey();
    }
}
