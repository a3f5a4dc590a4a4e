package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what was selected of an index, under the index's checksum: a megabyte in place of sixty. The file is again an
 * index, after a line with the checksum of the rest.
 */
final class IndexCache {
    /** The fields that {@link DebianPackage} has. */
    private static final List<String> FIELDS =
            List.of("Package", "Source", "Version", "Architecture", "Depends", "Filename", "Size", "SHA256");

    private static final int CHECKSUM_LENGTH = 64;

    private final CacheFolder cache;
    private final Path file;

    IndexCache(CacheFolder cache, PackageSelection selection, String indexSha256) {
        this.cache = cache;
        this.file = cache.file("indexes", indexSha256 + "." + selection.id());
    }

    /** What was kept; empty if nothing was, or if it was damaged. */
    Optional<List<Stanza>> read() throws IOException {
        Optional<byte[]> bytes = cache.read(file);
        if (bytes.isEmpty() || bytes.get().length <= CHECKSUM_LENGTH) {
            return Optional.empty();
        }
        String text = new String(bytes.get(), UTF_8);
        String index = text.substring(Math.min(CHECKSUM_LENGTH + 1, text.length()));
        boolean whole = text.startsWith(Checksums.sha256(index.getBytes(UTF_8)) + "\n");
        return whole ? Optional.of(Stanza.parseAll(index)) : Optional.empty();
    }

    void write(List<Stanza> stanzas) throws IOException, InterruptedException {
        StringBuilder index = new StringBuilder();
        for (Stanza stanza : stanzas) {
            for (String field : FIELDS) {
                stanza.field(field).ifPresent(value -> index.append(field)
                        .append(": ")
                        .append(value.replace("\n", "\n "))
                        .append('\n'));
            }
            index.append('\n');
        }
        byte[] bytes = index.toString().getBytes(UTF_8);
        cache.write(file, out -> {
            out.write((Checksums.sha256(bytes) + "\n").getBytes(UTF_8));
            out.write(bytes);
        });
    }
}
