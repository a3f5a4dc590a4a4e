package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;

/** A file of the cache that has no checksum before it was fetched. What is noted of it says that it was checked. */
final class UnannouncedFile {
    private final CacheFolder cache;
    private final Http http;
    private final Retries retries;
    private final URI uri;
    private final Path file;
    private final Path note;

    UnannouncedFile(CacheFolder cache, Http http, Retries retries, URI uri) {
        this.cache = cache;
        this.http = http;
        this.retries = retries;
        this.uri = uri;
        String key = Downloads.key(uri);
        this.file = cache.file("unannounced", key);
        this.note = cache.file("checksums", key);
    }

    Downloads.Fetched fetch(long limit, Downloads.FileCheck check) throws IOException, InterruptedException {
        Optional<Downloads.Fetched> known = known();
        if (known.isPresent()) {
            return known.get();
        }
        Downloads.Fetched fetched = retries.run(() -> {
            Downloads.Fetched one = download(limit);
            check.check(file);
            return one;
        });
        cache.writeChecked(note, bytes -> {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(fetched.size());
            out.writeUTF(fetched.sha256());
        });
        return fetched;
    }

    private Optional<Downloads.Fetched> known() throws IOException {
        Optional<byte[]> kept = cache.readChecked(note);
        if (kept.isEmpty() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()));
        Downloads.Fetched known = new Downloads.Fetched(file, in.readLong(), in.readUTF());
        boolean intact = Files.size(file) == known.size() && Checksums.fits(file, known.sha256());
        return intact ? Optional.of(known) : Optional.empty();
    }

    private Downloads.Fetched download(long limit) throws IOException, InterruptedException {
        MessageDigest digest = Checksums.sha256();
        try (Http.Response response = http.get(uri, Map.of())) {
            cache.write(file, out -> copy(response.body(), limit, digest, out));
        }
        return new Downloads.Fetched(file, Files.size(file), Checksums.hex(digest));
    }

    private void copy(InputStream body, long limit, MessageDigest digest, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int count = body.read(buffer); count >= 0; count = body.read(buffer)) {
            size += count;
            if (size > limit) {
                throw new DownloadException(uri + ": is longer than " + limit + " bytes", false, null);
            }
            digest.update(buffer, 0, count);
            out.write(buffer, 0, count);
        }
    }
}
