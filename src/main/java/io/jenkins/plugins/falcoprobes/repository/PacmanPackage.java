package io.jenkins.plugins.falcoprobes.repository;

import java.net.URI;
import java.time.Instant;

/**
 * A package of a pacman repository.
 *
 * @param name for example {@code linux-headers}
 * @param version for example {@code 6.9.7.arch1-1}
 * @param architecture the name that pacman has for it, for example {@code x86_64}
 * @param uri where it is; its signature is beside it, with {@code .sig} behind the name
 * @param size its length in bytes, 0 if nothing announces it
 * @param sha256 its checksum in lower-case hexadecimal, empty if nothing announces it
 * @param built when it was built
 */
public record PacmanPackage(
        String name, String version, String architecture, URI uri, long size, String sha256, Instant built) {}
