package io.jenkins.plugins.falcoprobes.repository;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A suite's {@code Release} file: what the suite is, and the checksums of its indexes. */
final class Release {
    private static final Pattern CHECKSUM_AND_SIZE = Pattern.compile("([0-9a-f]{64}) +(\\d{1,10})");

    private final String name;
    private final Stanza fields;
    private final String checksums;

    /** Reads the signed text; {@code name} is for messages. */
    Release(String name, String text) {
        this.name = name;
        this.fields = Stanza.parse(text);
        this.checksums = fields.field("SHA256").orElse("") + "\n";
    }

    /** Whether the file is that of a suite, by its name or its code name; {@code buster/updates} may say {@code buster}. */
    boolean isOf(String suite) {
        String codename = fields.field("Codename").orElse("");
        return suite.equals(fields.field("Suite").orElse(""))
                || suite.equals(codename)
                || suite.equals(codename + "/updates");
    }

    /** Up to when it may be used; a mirror that serves an old state on purpose is found out by it. */
    Optional<Instant> validUntil() throws SignatureException {
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

    /**
     * The index of a component's packages in its forms, the best first; empty if the suite has none. gzip is a third longer
     * than xz and unpacked in a tenth of the time, which with some 300 MB for all suites is seconds of every core.
     */
    List<Index> packages(String component, String architecture) {
        String path = component + "/binary-" + architecture + "/Packages";
        return Stream.of(".gz", ".xz", "")
                .flatMap(ending -> index(path + ending).stream())
                .toList();
    }

    private Optional<Index> index(String path) {
        // One of some thousand lines, "<checksum> <size> <path>", so they are not all taken apart.
        int end = checksums.indexOf(" " + path + "\n");
        if (end < 0) {
            return Optional.empty();
        }
        Matcher line = CHECKSUM_AND_SIZE.matcher(checksums.substring(checksums.lastIndexOf('\n', end) + 1, end));
        return line.matches()
                ? Optional.of(new Index(path, Long.parseLong(line.group(2)), line.group(1)))
                : Optional.empty();
    }

    /** A release's text without the lines that nothing here asks for, nine of ten. */
    static String withoutOtherIndexes(String text) {
        StringBuilder kept = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            if (!line.startsWith(" ") || line.contains("/Packages")) {
                kept.append(line).append('\n');
            }
        }
        return kept.toString();
    }

    /**
     * A file that the release vouches for.
     *
     * @param path below the suite's folder
     * @param size in bytes
     * @param sha256 its checksum
     */
    record Index(String path, long size, String sha256) {
        /** The path under which the index stays as long as someone may ask for it. */
        String byHash() {
            return path.substring(0, path.lastIndexOf('/') + 1) + "by-hash/SHA256/" + sha256;
        }
    }
}
