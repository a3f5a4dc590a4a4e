package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Fetches files over HTTP and keeps them by their checksum. One object serves any number of threads; two processes may
 * share a cache folder.
 *
 * <p>Every method may throw a {@link DownloadException} (after the last try), a {@link SignatureException} (what came is
 * not what was announced), another {@code IOException} when the local disk fails, and {@link InterruptedException} when
 * its thread is interrupted: at once while bytes come, else when the server has been silent for 20 seconds.
 */
public final class Downloads {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CacheFolder cache;
    private final Http http;
    private final Retries retries;
    private final Map<String, ReentrantLock> underWay;
    private final Reachability servers;
    private final Map<Path, FileTime> verified;

    /** Downloads into {@code cache}, tried again up to {@code retries} times. */
    public Downloads(Path cache, int retries) throws IOException {
        this(cache, retries, notice -> {});
    }

    /**
     * Downloads into a cache folder, which is made if it is not there.
     *
     * @param retries how often a download is tried again
     * @param notices gets one line for each new try, from the thread that downloads
     */
    public Downloads(Path cache, int retries, Consumer<String> notices) throws IOException {
        this(cache, new Http(ProxySettings.of(System.getenv()), PATIENCE), new Retries(retries, PAUSE, notices));
    }

    Downloads(Path cache, Http http, Retries retries) throws IOException {
        this.cache = CacheFolder.in(cache);
        this.http = http;
        this.retries = retries;
        this.servers = new Reachability(http);
        this.underWay = new ConcurrentHashMap<>();
        this.verified = new ConcurrentHashMap<>();
    }

    private Downloads(Downloads like, Http http) {
        this.cache = like.cache;
        this.http = http;
        this.retries = like.retries;
        this.servers = new Reachability(http);
        this.underWay = like.underWay;
        this.verified = like.verified;
    }

    /** As this, and into the same cache, with something to show to some servers. */
    public Downloads with(ServerLogin login) {
        return login == ServerLogin.NONE ? this : new Downloads(this, http.with(login));
    }

    /**
     * Asks the server of an address whether it answers at all: once for all that ask in a run, and for a few seconds only.
     * Whatever it answers will do.
     *
     * @throws DownloadException if it does not
     */
    public void requireReachable(URI uri) throws DownloadException, InterruptedException {
        servers.require(uri);
    }

    /** The cache folder; whoever keeps something else in it makes a folder of its own. */
    public CacheFolder cache() {
        return cache;
    }

    /** What the cache calls something that is known of an address. */
    public static String key(URI uri) {
        return Checksums.sha256(uri.toString().getBytes(UTF_8));
    }

    /** The bytes downloaded so far, those of failed tries included. */
    public long bytes() {
        return http.bytes();
    }

    /**
     * A file of the cache with exactly this content; downloaded unless it is there already. Whoever asks for a file that
     * another thread is fetching waits for that one.
     *
     * @param size the announced length in bytes; not a byte more is read
     * @param sha256 the announced checksum; a SHA-512 will do
     */
    public Path fetch(URI uri, long size, String sha256) throws IOException, InterruptedException {
        requireChecksum(uri, sha256);
        Path file = cache.file("files", sha256);
        ReentrantLock lock = underWay.computeIfAbsent(sha256, key -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!isIntact(file, size, sha256)) {
                retries.run(() -> {
                    cache.write(file, out -> download(uri, size, size, sha256, out));
                    return file;
                });
                verified.put(file, Files.getLastModifiedTime(file));
            }
            return file;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A file whose checksum nobody announces, and which never changes: kept by its address, and given out only after
     * {@code check} has let it pass.
     *
     * @param limit the most bytes that it may have
     */
    public Fetched fetchChecked(URI uri, long limit, FileCheck check) throws IOException, InterruptedException {
        return new UnannouncedFile(cache, http, retries, uri).fetch(limit, check);
    }

    /** As {@link #fetch}, into memory and not kept; for what is read once. */
    public byte[] read(URI uri, long size, String sha256) throws IOException, InterruptedException {
        requireChecksum(uri, sha256);
        return retries.run(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream(Math.toIntExact(size));
            download(uri, size, size, sha256, out);
            return out.toByteArray();
        });
    }

    /** As {@link #read}, of what is announced by its checksum alone; not a byte more than {@code limit} is read. */
    byte[] readUpTo(URI uri, long limit, String sha256) throws IOException, InterruptedException {
        requireChecksum(uri, sha256);
        return retries.run(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            download(uri, 0, limit, sha256, out);
            return out.toByteArray();
        });
    }

    /**
     * The newest content of an address that changes, such as a repository's signed index; not downloaded again if the
     * server says that it is what it was. Nothing is verified.
     *
     * @param limit the most bytes that are read
     */
    public byte[] latest(URI uri, int limit) throws IOException, InterruptedException {
        return retries.run(() -> new Revalidation(cache, http).latest(uri, limit));
    }

    /**
     * Reads from the start of an address as far as {@code reader} wants, and downloads little more. Nothing is verified.
     * Where the network fails meanwhile, a new reading starts.
     */
    public <T> T readStart(URI uri, StreamReader<T> reader) throws IOException, InterruptedException {
        return retries.run(() -> {
            try (InputStream in = new RangedStream(http, uri)) {
                return reader.read(in);
            }
        });
    }

    /**
     * The first bytes of an address, of which there may be less. Nothing is verified.
     *
     * @param bytes how many are wanted; where the server gives parts, it sends no more
     */
    public byte[] head(URI uri, int bytes) throws IOException, InterruptedException {
        return retries.run(() -> {
            try (Http.Response response = http.get(uri, Map.of("Range", "bytes=0-" + (bytes - 1)))) {
                return response.body().readNBytes(bytes);
            }
        });
    }

    private void download(URI uri, long least, long most, String sha256, OutputStream out)
            throws IOException, InterruptedException {
        MessageDigest digest = Checksums.like(sha256);
        long read = 0;
        try (Http.Response response = http.get(uri, Map.of())) {
            InputStream body = response.body();
            byte[] buffer = new byte[1 << 16];
            for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
                read += count;
                if (read > most) {
                    throw new SignatureException(uri + ": is longer than the " + most + " bytes that were announced");
                }
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        if (read < least) {
            throw new SignatureException(uri + ": has " + read + " bytes, announced are " + least);
        }
        String actual = Checksums.hex(digest);
        if (!actual.equals(sha256)) {
            throw new SignatureException(
                    uri + ": has the " + Checksums.kind(sha256) + " " + actual + ", announced is " + sha256);
        }
    }

    /** Checked in full once per process, and again when the file was changed. */
    private boolean isIntact(Path file, long size, String sha256) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return false;
        }
        if (attributes.size() != size) {
            return false;
        }
        if (attributes.lastModifiedTime().equals(verified.get(file))) {
            return true;
        }
        boolean intact = Checksums.fits(file, sha256);
        if (intact) {
            verified.put(file, attributes.lastModifiedTime());
        }
        return intact;
    }

    private static void requireChecksum(URI uri, String sha256) throws SignatureException {
        if (!Checksums.isStrong(sha256)) {
            throw new SignatureException(
                    uri + ": \"" + sha256 + "\" is no SHA-256 or SHA-512 in lower-case hexadecimal");
        }
    }

    /**
     * A file that was fetched.
     *
     * @param file where it is
     * @param size its length in bytes
     * @param sha256 its checksum in lower-case hexadecimal
     */
    public record Fetched(Path file, long size, String sha256) {}

    /** Looks at a file that was fetched. */
    @FunctionalInterface
    public interface FileCheck {
        /** Throws what is wrong with it, most often a {@link SignatureException}. */
        void check(Path file) throws IOException, InterruptedException;
    }

    /** Reads what it wants of a stream, which is closed after it. */
    @FunctionalInterface
    public interface StreamReader<T> {
        /** What was wanted. */
        T read(InputStream in) throws IOException;
    }
}
