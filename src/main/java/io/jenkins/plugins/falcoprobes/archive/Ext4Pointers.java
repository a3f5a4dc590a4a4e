package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file's blocks as ext2 and ext3 have them: the first 12 places, then blocks of places, of those, and of those. */
final class Ext4Pointers implements Ext4Blocks {
    private static final int DIRECT = 12;
    private static final int LEVELS = 3;

    private final Ext4 system;
    private final ByteBuffer pointers;

    /** The block of places that was read last, on each level: the next file's block is most often in it. */
    private final ByteBuffer[] last = new ByteBuffer[LEVELS];

    private final long[] lastPlace = new long[LEVELS];

    Ext4Pointers(Ext4 system, ByteBuffer pointers) {
        this.system = system;
        this.pointers = pointers;
    }

    @Override
    public long find(long block) throws IOException {
        if (block < DIRECT) {
            return unsignedInt(pointers, (int) block * Integer.BYTES);
        }
        long perBlock = system.blockSize() / Integer.BYTES;
        long rest = block - DIRECT;
        long span = perBlock;
        for (int levels = 1; levels <= LEVELS; levels++) {
            if (rest < span) {
                return find(unsignedInt(pointers, (DIRECT + levels - 1) * Integer.BYTES), levels, span, rest);
            }
            rest -= span;
            span *= perBlock;
        }
        throw new UnpackException(system.name() + ": a file is longer than its kind of blocks allows");
    }

    private long find(long top, int levels, long topSpan, long index) throws IOException {
        long place = top;
        long span = topSpan;
        long rest = index;
        for (int level = levels - 1; level >= 0 && place != HOLE; level--) {
            if (last[level] == null || lastPlace[level] != place) {
                last[level] = system.block(place);
                lastPlace[level] = place;
            }
            span /= system.blockSize() / Integer.BYTES;
            place = unsignedInt(last[level], (int) (rest / span) * Integer.BYTES);
            rest %= span;
        }
        return place;
    }
}
