package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.Map;

/**
 * Reads an address in parts that become longer (RFC 9110, section 14). To close a stream early is not enough to download
 * little: by then the server has sent what the sockets' buffers hold, several megabytes on a fast network.
 *
 * <p>The parts may come from two states of a file that changes meanwhile: what is read must be checked.
 */
final class RangedStream extends InputStream {
    /** Holds the configuration in a Debian kernel's image package: its first 170 kB do. */
    private static final long FIRST_PART = 1 << 18;

    private final Http http;
    private final URI uri;
    private long part = FIRST_PART;
    private long position;
    private long end = Long.MAX_VALUE;
    private long partEnd;
    private Http.Response response;

    RangedStream(Http http, URI uri) {
        this.http = http;
        this.uri = uri;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        while (position < end) {
            if (response == null) {
                request();
            }
            int count = response.body().read(buffer, offset, length);
            if (count >= 0) {
                position += count;
                return count;
            }
            if (position < partEnd && end != Long.MAX_VALUE) {
                throw new DownloadException(uri + ": ended after " + position + " of " + end + " bytes", true, null);
            }
            if (response.status() != 206) {
                end = position;
            }
            close();
        }
        return -1;
    }

    private void request() throws IOException {
        partEnd = Math.min(end, position + part);
        part *= 2;
        try {
            response = http.get(uri, Map.of("Range", "bytes=" + position + "-" + (partEnd - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading " + uri).initCause(e);
        }
        if (response.status() == 206) {
            end = total(response.header("Content-Range"));
            partEnd = Math.min(partEnd, end);
        } else if (position > 0) {
            throw new DownloadException(uri + ": the server stopped giving parts", true, null);
        }
    }

    /** The whole length out of {@code bytes 0-1000/70305560}. */
    private long total(String contentRange) throws DownloadException {
        String total = contentRange.substring(contentRange.lastIndexOf('/') + 1);
        if (!contentRange.startsWith("bytes " + position + "-") || !total.matches("\\d{1,15}")) {
            throw new DownloadException(uri + ": the server gave another part: " + contentRange, true, null);
        }
        return Long.parseLong(total);
    }

    @Override
    public void close() throws IOException {
        if (response != null) {
            response.close();
            response = null;
        }
    }
}
