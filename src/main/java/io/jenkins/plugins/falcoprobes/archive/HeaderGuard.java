package io.jenkins.plugins.falcoprobes.archive;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What an archive is read from. Readers of archives keep an entry's header in memory however long it says it is, and some call
 * themselves for each part of it: so what they may read for one is bounded.
 */
final class HeaderGuard extends FilterInputStream {
    /** The longest path has 4 KiB; there are seldom more than two of them, and some times and owners. */
    private static final int LONGEST_HEADER = 1 << 17;

    private boolean inHeader;
    private long left;

    HeaderGuard(InputStream archive) {
        super(archive);
    }

    /** From now on a header is read, and what fills its last block up. */
    void begin() {
        inHeader = true;
        left = LONGEST_HEADER;
    }

    /** The header was read. */
    void end() {
        inHeader = false;
    }

    private void count(long bytes) throws UnpackException {
        if (inHeader && bytes > 0) {
            left -= bytes;
            if (left < 0) {
                throw new UnpackException("an entry's header has more than " + LONGEST_HEADER + " bytes");
            }
        }
    }

    @Override
    public int read() throws IOException {
        count(1);
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int bytes = super.read(buffer, offset, length);
        count(bytes);
        return bytes;
    }

    @Override
    public long skip(long bytes) throws IOException {
        long skipped = super.skip(bytes);
        count(skipped);
        return skipped;
    }
}
