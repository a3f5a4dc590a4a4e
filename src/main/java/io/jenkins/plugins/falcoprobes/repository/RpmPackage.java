package io.jenkins.plugins.falcoprobes.repository;

import java.net.URI;

/**
 * A package of an rpm repository.
 *
 * @param repository the repository's name in its distribution's table, for example {@code 9/BaseOS}
 * @param name for example {@code kernel-devel}
 * @param version for example {@code 5.14.0}
 * @param release for example {@code 427.13.1.el9_4}
 * @param architecture rpm's name for it, {@code noarch} for what fits all
 * @param uri where it is
 * @param size its length in bytes
 * @param checksum its SHA-256 or SHA-512, in lower-case hexadecimal
 */
public record RpmPackage(
        String repository,
        String name,
        String version,
        String release,
        String architecture,
        URI uri,
        long size,
        String checksum) {
    /** Version and release as rpm writes them. */
    public String fullVersion() {
        return version + "-" + release;
    }
}
