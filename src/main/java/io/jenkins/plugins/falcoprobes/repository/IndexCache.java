package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Keeps what was selected of an index, as a small index, under the checksum of the whole one. */
final class IndexCache {
    /** The fields that {@link DebianPackage} has. */
    private static final List<String> FIELDS =
            List.of("Package", "Source", "Version", "Architecture", "Depends", "Filename", "Size", "SHA256");

    private final CacheFolder cache;
    private final Path file;

    IndexCache(CacheFolder cache, PackageSelection selection, String indexSha256) {
        this.cache = cache;
        this.file = cache.file("indexes", indexSha256 + "." + selection.id());
    }

    /** What was kept; empty if nothing was, or if it was damaged. */
    Optional<List<Stanza>> read() throws IOException {
        Optional<byte[]> kept = cache.readChecked(file);
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(PackagesReader.read(new ByteArrayInputStream(kept.get()), name -> true));
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
        cache.writeChecked(file, out -> out.write(index.toString().getBytes(UTF_8)));
    }
}
