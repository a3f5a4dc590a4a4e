package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads on in a table of {@link Squashfs}, over the ends of its blocks. */
final class SquashfsReader {
    private final Squashfs system;
    private ByteBuffer block;
    private long next;
    private int at;

    SquashfsReader(Squashfs system, long place, int offset) throws IOException {
        this.system = system;
        enter(place);
        this.at = offset;
        if (offset > block.limit()) {
            throw new UnpackException(system.name() + ": leads to byte " + offset + " of " + block.limit());
        }
    }

    private void enter(long place) throws IOException {
        Squashfs.Metadata metadata = system.metadata(place);
        block = metadata.content();
        next = metadata.next();
        at = 0;
    }

    byte[] read(int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            if (at == block.limit()) {
                enter(next);
                if (block.limit() == 0) {
                    throw new UnpackException(system.name() + ": has an empty block in a table");
                }
            }
            int count = Math.min(length - done, block.limit() - at);
            block.get(at, bytes, done, count);
            done += count;
            at += count;
        }
        return bytes;
    }

    private ByteBuffer number(int length) throws IOException {
        return ByteBuffer.wrap(read(length)).order(ByteOrder.LITTLE_ENDIAN);
    }

    int readUnsignedShort() throws IOException {
        return readShort() & 0xffff;
    }

    short readShort() throws IOException {
        return number(Short.BYTES).getShort();
    }

    /** A number of four bytes, which has no sign. */
    long readInt() throws IOException {
        return number(Integer.BYTES).getInt() & 0xffffffffL;
    }

    long readLong() throws IOException {
        return number(Long.BYTES).getLong();
    }

    String readText(int length) throws IOException {
        return new String(read(length), UTF_8);
    }
}
