package io.jenkins.plugins.falcoprobes.store;

/**
 * A probe in a store.
 *
 * @param path relative to the store, with {@code /}
 * @param size in bytes
 * @param sha256 lower-case hexadecimal
 */
public record StoredProbe(String path, long size, String sha256) {}
