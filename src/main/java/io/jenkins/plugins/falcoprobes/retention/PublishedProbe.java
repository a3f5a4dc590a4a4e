package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A probe that is there, with what a rule asks of it.
 *
 * @param files it and its aliases, the main one first
 * @param entry what the index says of it; empty if only its name says that it is a probe
 * @param driver its driver version; of the era of hashes Falco's
 * @param family what is compared with each other: the distribution, or else the first part of the name
 * @param release the kernel's release; out of the name where the index does not say
 * @param packageVersion the version of the kernel's package; may be empty
 * @param architecture what {@code uname -m} prints; empty in names that do not have it
 * @param flavour what follows the numbers of the release
 * @param at when it was built, or else last written
 */
public record PublishedProbe(
        List<PublishedFile> files,
        Optional<ManifestEntry> entry,
        String driver,
        String family,
        String release,
        String packageVersion,
        String architecture,
        String flavour,
        Instant at) {
    public PublishedProbe {
        files = List.copyOf(files);
    }

    /** Its main path. */
    public String path() {
        return files.get(0).path();
    }

    /** Bytes of all its files. */
    public long size() {
        return files.stream().mapToLong(PublishedFile::size).sum();
    }
}
