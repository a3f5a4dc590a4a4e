package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A binary package of a Debian archive, as its signed index describes it.
 *
 * @param suite where it was listed, for example {@code bookworm-security}
 * @param name for example {@code linux-headers-6.1.0-50-amd64}
 * @param version for example {@code 6.1.176-1}
 * @param source the name of its source package
 * @param architecture Debian's name, or {@code all}
 * @param depends the relations of its {@code Depends}, as written; empty if it has none
 * @param uri where it is downloaded from
 * @param size its length in bytes
 * @param sha256 its checksum in lower-case hexadecimal
 */
public record DebianPackage(
        String suite,
        String name,
        String version,
        String source,
        String architecture,
        String depends,
        URI uri,
        long size,
        String sha256) {
    /** Debian policy, sections 5.6.1 and 5.6.7. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]{1,200}");

    /** A path below the archive's root: no part of it is empty or starts with a dot. */
    private static final Pattern FILENAME = Pattern.compile("(?!.*(?:^|/)(?:[./]|$))[A-Za-z0-9._+~:/-]++");

    private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,11}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /**
     * The package that a paragraph of an index describes.
     *
     * @throws IOException naming the field that does not hold what it must
     */
    static DebianPackage of(Stanza stanza, String suite, URI archive) throws IOException {
        String name = require(stanza, suite, "Package", NAME);
        String version = require(stanza, suite, "Version", DebianVersion.PATTERN);
        String architecture = require(stanza, suite, "Architecture", NAME);
        String filename = require(stanza, suite, "Filename", FILENAME);
        String size = require(stanza, suite, "Size", SIZE);
        String sha256 = require(stanza, suite, "SHA256", SHA256);
        // "Source: linux (6.1.176-1)" where the versions differ.
        String source = stanza.words("Source").stream().findFirst().orElse(name);
        String depends = stanza.field("Depends").orElse("");
        URI uri = URI.create(archive + "/" + filename);
        return new DebianPackage(
                suite, name, version, source, architecture, depends, uri, Long.parseLong(size), sha256);
    }

    private static String require(Stanza stanza, String suite, String field, Pattern pattern) throws IOException {
        String value = stanza.field(field).orElse("");
        if (!pattern.matcher(value).matches()) {
            String complaint = suite + ": package " + stanza.field("Package").orElse("without a name") + " has "
                    + (value.isEmpty() ? "no " + field : "an unusable " + field + ": " + value);
            throw new IOException(complaint.replaceAll("\\s+", " "));
        }
        return value;
    }
}
