package io.jenkins.plugins.falcoprobes.kernel;

import java.net.URI;

/**
 * A package that a kernel is built from.
 *
 * @param role what it is needed for
 * @param name the package's name, for example {@code linux-headers-6.1.0-50-amd64}
 * @param version the package's version, for example {@code 6.1.176-1}
 * @param uri where it is downloaded from
 * @param size its length in bytes; 0 until it is known
 * @param sha256 its checksum in lower-case hexadecimal, out of signed metadata; where nothing announces it, empty until the
 *     package was fetched, and checked by its signature
 */
public record KernelPackage(Role role, String name, String version, URI uri, long size, String sha256) {
    /** What a package gives to a build. */
    public enum Role {
        /** The headers of one flavour: configuration, generated headers, {@code Module.symvers}. */
        HEADERS,
        /** The headers that the flavours of a kernel share. */
        COMMON_HEADERS,
        /** kbuild's own programs ({@code modpost}, {@code fixdep}, {@code objtool}). */
        KBUILD,
        /** The kernel's own source: headers and build programs have to be made of it. */
        SOURCE,
        /** Holds the configuration as the loader finds it on a host; large, so only its beginning is read. */
        CONFIG
    }

    /** The same package, now that it was fetched. */
    public KernelPackage as(long fetchedSize, String fetchedSha256) {
        return new KernelPackage(role, name, version, uri, fetchedSize, fetchedSha256);
    }
}
