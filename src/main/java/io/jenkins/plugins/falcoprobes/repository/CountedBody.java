package io.jenkins.plugins.falcoprobes.repository;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/**
 * The body of an answer: counts its bytes, and ends with a {@link DownloadException} where the connection breaks, or
 * with an {@link InterruptedIOException} when its thread was interrupted.
 */
final class CountedBody extends FilterInputStream {
    private final URI uri;
    private final long length;
    private final LongAdder bytes;
    private final int patience;
    private long count;

    /** A body of {@code length} bytes, -1 where the server does not say; {@code patience} in ms is for messages. */
    CountedBody(URI uri, InputStream body, long length, LongAdder bytes, int patience) {
        super(body);
        this.uri = uri;
        this.length = length;
        this.bytes = bytes;
        this.patience = patience;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException("interrupted while reading " + uri);
        }
        int read;
        try {
            read = super.read(buffer, offset, wanted);
        } catch (IOException e) {
            throw Http.failure(uri, e, patience);
        }
        if (read > 0) {
            count += read;
            bytes.add(read);
        } else if (read < 0 && count < length) {
            throw new DownloadException(uri + ": ended after " + count + " of " + length + " bytes", true, null);
        }
        return read;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
