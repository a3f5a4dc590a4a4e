package io.jenkins.plugins.falcoprobes.repository;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A suite's {@code Release} file: what the suite is, and the checksums of its indexes. */
final class Release {
    private final Stanza fields;
    private final Map<String, Index> indexes = new HashMap<>();

    /** Reads the signed text; {@code name} is for messages. */
    Release(String name, String text) throws SignatureException {
        this.fields = Stanza.parse(text);
        for (String line : fields.field("SHA256").orElse("").split("\n", -1)) {
            if (!line.isEmpty()) {
                Index index = Index.parse(name, line);
                indexes.put(index.path, index);
            }
        }
    }

    /** Whether the file is that of a suite, by its name or its code name. */
    boolean isOf(String suite) {
        return suite.equals(fields.field("Suite").orElse(""))
                || suite.equals(fields.field("Codename").orElse(""));
    }

    /** Up to when it may be used; a mirror that serves an old state on purpose is found out by it. */
    Optional<Instant> validUntil(String name) throws SignatureException {
        Optional<String> text = fields.field("Valid-Until");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            // "Sat, 28 Nov 2026 00:53:02 UTC": RFC 1123 but for the zone's name.
            String date = text.get().replaceFirst("UTC$", "GMT");
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeException e) {
            throw new SignatureException(name + ": Valid-Until is no date: " + text.get(), e);
        }
    }

    /** Whether indexes can be had under the name of their checksum, which survives a mirror's update. */
    boolean hasByHash() {
        return fields.field("Acquire-By-Hash").orElse("no").equals("yes");
    }

    /** Whether the packages for all architectures are in an index of their own only. */
    boolean hasOwnIndexOfAll() {
        return fields.words("Architectures").contains("all")
                && !fields.words("No-Support-for-Architecture-all").contains("Packages");
    }

    /** The packed index of a component's packages, the smallest form first; empty if the suite has none. */
    Optional<Index> packages(String component, String architecture) {
        for (String ending : List.of(".xz", ".gz", "")) {
            Index index = indexes.get(component + "/binary-" + architecture + "/Packages" + ending);
            if (index != null) {
                return Optional.of(index);
            }
        }
        return Optional.empty();
    }

    /**
     * A file that the release vouches for.
     *
     * @param path below the suite's folder
     * @param size in bytes
     * @param sha256 its checksum
     */
    record Index(String path, long size, String sha256) {
        static Index parse(String name, String line) throws SignatureException {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length == 3 && Checksums.isSha256(words[0]) && words[1].matches("\\d{1,10}")) {
                return new Index(words[2], Long.parseLong(words[1]), words[0]);
            }
            throw new SignatureException(name + ": no checksum, size and path: " + line);
        }

        /** The path under which the index stays as long as someone may ask for it. */
        String byHash() {
            return path.substring(0, path.lastIndexOf('/') + 1) + "by-hash/SHA256/" + sha256;
        }
    }
}
