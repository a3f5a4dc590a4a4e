package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/** A repository of git that a Gitiles server shows: single files of it, of which one knows what is in them. */
public final class Gitiles {
    /** In base64. */
    private static final int LONGEST_FILE = 4 << 20;

    private final Downloads downloads;
    private final URI server;
    private final String repository;

    /**
     * A repository.
     *
     * @param server what shows it, with a slash at its end
     * @param repository its name there, without one
     */
    public Gitiles(Downloads downloads, URI server, String repository) {
        this.downloads = downloads;
        this.server = server;
        this.repository = repository;
    }

    /**
     * A file as it was at a commit; fetched once.
     *
     * @param sha256 its checksum in lower-case hexadecimal
     * @throws SignatureException if it is another, or nothing of Gitiles' form
     */
    public byte[] file(String commit, String path, String sha256) throws IOException, InterruptedException {
        CacheFolder cache = downloads.cache();
        Path kept = cache.file("gitiles", sha256);
        Optional<byte[]> known = cache.readChecked(kept);
        if (known.isPresent()) {
            return known.get();
        }
        URI uri = server.resolve(repository + "/+/" + commit + "/" + path + "?format=TEXT");
        byte[] content = decode(uri, downloads.latest(uri, LONGEST_FILE));
        String actual = Checksums.sha256(content);
        if (!actual.equals(sha256)) {
            throw new SignatureException(uri + ": has the SHA-256 " + actual + ", expected is " + sha256);
        }
        cache.writeChecked(kept, out -> out.write(content));
        return content;
    }

    private static byte[] decode(URI uri, byte[] answer) throws SignatureException {
        try {
            return Base64.getDecoder().decode(new String(answer, US_ASCII).strip());
        } catch (IllegalArgumentException e) {
            throw new SignatureException(uri + ": is no file in base64, as Gitiles has them", e);
        }
    }
}
