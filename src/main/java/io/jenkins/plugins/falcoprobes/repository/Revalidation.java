package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Asks a server for a file only if it has changed since the last time (RFC 9110, section 13). */
final class Revalidation {
    private final CacheFolder cache;
    private final Http http;

    Revalidation(CacheFolder cache, Http http) {
        this.cache = cache;
        this.http = http;
    }

    byte[] latest(URI uri, int limit) throws IOException, InterruptedException {
        Path file = cache.file("metadata", Checksums.sha256(uri.toString().getBytes(UTF_8)));
        Optional<Kept> kept = cache.read(file).flatMap(Kept::parse);
        Map<String, String> conditions = kept.map(Kept::conditions).orElse(Map.of());
        try (Http.Response response = http.get(uri, conditions)) {
            if (response.status() == 304 && kept.isPresent()) {
                return kept.get().body;
            }
            byte[] body = response.body().readNBytes(limit + 1);
            if (body.length > limit) {
                throw new DownloadException(uri + ": is longer than " + limit + " bytes", false, null);
            }
            Kept now = new Kept(
                    response.headers().firstValue("ETag").orElse(""),
                    response.headers().firstValue("Last-Modified").orElse(""),
                    body);
            if (!now.conditions().isEmpty()) {
                cache.write(file, out -> out.write(now.format()));
            }
            return body;
        }
    }

    /** A file of the cache: a line with the ETag, one with the date (empty if there was none), a checksum, the content. */
    private static final class Kept {
        private static final int LINES = 3;

        private final String etag;
        private final String modified;
        private final byte[] body;

        Kept(String etag, String modified, byte[] body) {
            this.etag = etag;
            this.modified = modified;
            this.body = body;
        }

        static Optional<Kept> parse(byte[] file) {
            String[] lines = new String[LINES];
            int from = 0;
            for (int line = 0; line < LINES; line++) {
                int end = from;
                while (end < file.length && file[end] != '\n') {
                    end++;
                }
                if (end == file.length) {
                    return Optional.empty();
                }
                lines[line] = new String(file, from, end - from, UTF_8);
                from = end + 1;
            }
            byte[] body = Arrays.copyOfRange(file, from, file.length);
            return Checksums.sha256(body).equals(lines[2])
                    ? Optional.of(new Kept(lines[0], lines[1], body))
                    : Optional.empty();
        }

        byte[] format() {
            byte[] lines = (etag + "\n" + modified + "\n" + Checksums.sha256(body) + "\n").getBytes(UTF_8);
            byte[] file = Arrays.copyOf(lines, lines.length + body.length);
            System.arraycopy(body, 0, file, lines.length, body.length);
            return file;
        }

        Map<String, String> conditions() {
            Map<String, String> conditions = new HashMap<>();
            if (!etag.isEmpty()) {
                conditions.put("If-None-Match", etag);
            }
            if (!modified.isEmpty()) {
                conditions.put("If-Modified-Since", modified);
            }
            return conditions;
        }
    }
}
