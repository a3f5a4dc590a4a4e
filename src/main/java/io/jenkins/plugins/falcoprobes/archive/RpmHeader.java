package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One of the two headers of an rpm (rpm's doc/manual/format_header.md): an index of tags, and a store that they point into.
 * Nothing in it is trusted: every count and offset is held against what is there.
 */
final class RpmHeader {
    private static final byte[] MAGIC = {(byte) 0x8e, (byte) 0xad, (byte) 0xe8, 1, 0, 0, 0, 0};
    private static final int INTRO = MAGIC.length + 8;
    private static final int ENTRY = 16;

    /** {@code HEADER_TAGS_MAX}. */
    private static final int MOST_TAGS = 1 << 16;

    /** rpm allows 256 MiB; kernel-devel has 3, of its 20,000 files' names and checksums. */
    private static final int LONGEST = 1 << 25;

    private static final int STRING = 6;
    private static final int BINARY = 7;
    private static final int STRING_ARRAY = 8;

    private final byte[] bytes;
    private final int store;
    private final Map<Integer, Tag> tags;

    private record Tag(int type, int offset, int count) {}

    private RpmHeader(byte[] bytes, int store, Map<Integer, Tag> tags) {
        this.bytes = bytes;
        this.store = store;
        this.tags = tags;
    }

    /** Reads a header, and not a byte behind it. */
    static RpmHeader read(String rpm, InputStream in) throws IOException {
        byte[] intro = in.readNBytes(INTRO);
        if (intro.length < INTRO || !Arrays.equals(intro, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new UnpackException(rpm + ": is no rpm, it has no header where one must be");
        }
        int count = ByteBuffer.wrap(intro).getInt(MAGIC.length);
        int size = ByteBuffer.wrap(intro).getInt(MAGIC.length + 4);
        if (count < 0 || count > MOST_TAGS || size < 0 || size > LONGEST) {
            throw new UnpackException(rpm + ": its header would have " + Integer.toUnsignedString(count) + " tags in "
                    + Integer.toUnsignedString(size) + " bytes");
        }
        int rest = count * ENTRY + size;
        byte[] body = in.readNBytes(rest);
        if (body.length < rest) {
            throw new UnpackException(rpm + ": is broken: it ends in its header");
        }
        byte[] bytes = Arrays.copyOf(intro, INTRO + rest);
        System.arraycopy(body, 0, bytes, INTRO, rest);
        Map<Integer, Tag> tags = new HashMap<>();
        ByteBuffer index = ByteBuffer.wrap(bytes, INTRO, count * ENTRY);
        for (int i = 0; i < count; i++) {
            int number = index.getInt();
            tags.putIfAbsent(number, new Tag(index.getInt(), index.getInt(), index.getInt()));
        }
        return new RpmHeader(bytes, INTRO + count * ENTRY, tags);
    }

    /** All of the header: what a signature of it covers. */
    byte[] bytes() {
        return bytes;
    }

    /** The bytes after a signature header, which make it end at a multiple of eight. */
    int padding() {
        return (8 - bytes.length % 8) % 8;
    }

    /** A text, or the first one of several. */
    Optional<String> text(int number) {
        Tag tag = tags.get(number);
        if (tag == null || (tag.type != STRING && tag.type != STRING_ARRAY) || !isInside(tag.offset, 1)) {
            return Optional.empty();
        }
        int start = store + tag.offset;
        int end = start;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return end == bytes.length ? Optional.empty() : Optional.of(new String(bytes, start, end - start, UTF_8));
    }

    /** Bytes such as a signature's. */
    Optional<byte[]> binary(int number) {
        Tag tag = tags.get(number);
        return tag == null || tag.type != BINARY || !isInside(tag.offset, tag.count)
                ? Optional.empty()
                : Optional.of(Arrays.copyOfRange(bytes, store + tag.offset, store + tag.offset + tag.count));
    }

    private boolean isInside(int offset, int length) {
        return offset >= 0 && length >= 0 && (long) store + offset + length <= bytes.length;
    }
}
