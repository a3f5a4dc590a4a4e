package io.jenkins.plugins.falcoprobes.archive;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A part of an image, read at any place; numbers in it are little-endian. Whoever made it closes the image. */
final class ImageBytes {
    private final String name;
    private final FileChannel image;
    private final long start;
    private final long length;

    /** All of an image; {@code name} is for messages. */
    ImageBytes(String name, FileChannel image) throws IOException {
        this(name, image, 0, image.size());
    }

    private ImageBytes(String name, FileChannel image, long start, long length) {
        this.name = name;
        this.image = image;
        this.start = start;
        this.length = length;
    }

    String name() {
        return name;
    }

    long length() {
        return length;
    }

    /**
     * A part of this part.
     *
     * @throws UnpackException if it is not within
     */
    ImageBytes part(long from, long bytes) throws UnpackException {
        require(from, bytes);
        return new ImageBytes(name, image, start + from, bytes);
    }

    /**
     * So many bytes from a place on.
     *
     * @throws UnpackException if they are not all there
     */
    ByteBuffer read(long from, int bytes) throws IOException {
        return ByteBuffer.wrap(readBytes(from, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As {@link #read}. */
    byte[] readBytes(long from, int count) throws IOException {
        require(from, count);
        byte[] bytes = new byte[count];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            if (image.read(buffer, start + from + buffer.position()) < 0) {
                throw new EOFException(name + ": became shorter while it was read");
            }
        }
        return bytes;
    }

    private void require(long from, long bytes) throws UnpackException {
        if (from < 0 || bytes < 0 || from > length || bytes > length - from) {
            throw new UnpackException(name + ": leads to byte " + from + " of " + length);
        }
    }

    /** A number of four bytes, which has no sign. */
    static long unsignedInt(ByteBuffer buffer, int at) {
        return buffer.getInt(at) & 0xffffffffL;
    }

    /** A number of two bytes, which has no sign. */
    static int unsignedShort(ByteBuffer buffer, int at) {
        return buffer.getShort(at) & 0xffff;
    }
}
