package io.jenkins.plugins.falcoprobes.repository;

import java.net.URI;

/**
 * Where an rpm repository may be found.
 *
 * @param kind what is at the address
 * @param uri the address
 */
public record RpmPlace(Kind kind, URI uri) {
    /** What is at an address. */
    public enum Kind {
        /** The repository: its {@code repodata} is below it. */
        REPOSITORY,
        /** A text with a repository's address on each line. */
        MIRROR_LIST,
        /** A list of addresses of {@code repomd.xml} (RFC 5854's ancestor, metalinker.org 3.0), with its checksums. */
        METALINK
    }
}
