package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
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
        Optional<Kept> kept = cache.readChecked(file).map(Kept::parse);
        Map<String, String> conditions = kept.map(Kept::conditions).orElse(Map.of());
        try (Http.Response response = http.get(uri, conditions)) {
            if (response.status() == 304 && kept.isPresent()) {
                return kept.get().body;
            }
            byte[] body = response.body().readNBytes(limit + 1);
            if (body.length > limit) {
                throw new DownloadException(uri + ": is longer than " + limit + " bytes", false, null);
            }
            Kept now = new Kept(response.header("ETag"), response.header("Last-Modified"), body);
            if (!now.conditions().isEmpty()) {
                cache.writeChecked(file, now::write);
            }
            return body;
        }
    }

    /** An earlier answer. */
    private static final class Kept {
        private final String etag;
        private final String modified;
        private final byte[] body;

        Kept(String etag, String modified, byte[] body) {
            this.etag = etag;
            this.modified = modified;
            this.body = body;
        }

        static Kept parse(byte[] file) {
            try (DataInputStream data = new DataInputStream(new ByteArrayInputStream(file))) {
                return new Kept(data.readUTF(), data.readUTF(), data.readAllBytes());
            } catch (IOException e) {
                throw new IllegalStateException("A file with the right checksum is one that was written here", e);
            }
        }

        void write(OutputStream out) throws IOException {
            DataOutputStream data = new DataOutputStream(out);
            data.writeUTF(etag);
            data.writeUTF(modified);
            data.write(body);
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
