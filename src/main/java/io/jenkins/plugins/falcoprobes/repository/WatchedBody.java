package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The body of an answer: counts its bytes, and ends with a {@link DownloadException} where the connection breaks or the
 * server sends nothing for too long. {@code java.net.http} has a time limit for the headers only.
 */
final class WatchedBody extends InputStream {
    private static final long IDLE = -1;

    private final URI uri;
    private final InputStream body;
    private final LongAdder bytes;
    private final Duration patience;
    private final ScheduledFuture<?> check;
    private volatile long waitingSince = IDLE;
    private volatile boolean stalled;

    WatchedBody(URI uri, InputStream body, LongAdder bytes, Duration patience, ScheduledExecutorService watch) {
        this.uri = uri;
        this.body = body;
        this.bytes = bytes;
        this.patience = patience;
        long period = Math.max(1, patience.toMillis() / 4);
        this.check = watch.scheduleWithFixedDelay(this::endIfStalled, period, period, TimeUnit.MILLISECONDS);
    }

    private void endIfStalled() {
        long since = waitingSince;
        if (since != IDLE && now() - since > patience.toMillis()) {
            stalled = true;
            try {
                body.close(); // wakes the reader
            } catch (IOException e) {
                // The reader gets the same exception, and reports it.
                check.cancel(false);
            }
        }
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime()) & Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        waitingSince = now();
        try {
            int count = body.read(buffer, offset, length);
            if (stalled) {
                throw stall(null);
            }
            if (count > 0) {
                bytes.add(count);
            }
            return count;
        } catch (DownloadException e) {
            throw e;
        } catch (IOException e) {
            if (stalled) {
                throw stall(e);
            }
            if (Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted while reading " + uri).initCause(e);
            }
            throw new DownloadException(uri + ": " + Http.reason(e), true, e);
        } finally {
            waitingSince = IDLE;
        }
    }

    private DownloadException stall(IOException cause) {
        return new DownloadException(uri + ": nothing came for " + patience.toSeconds() + " s", true, cause);
    }

    @Override
    public void close() throws IOException {
        check.cancel(false);
        body.close();
    }
}
