package io.jenkins.plugins.falcoprobes.jenkins.run;

/**
 * A file of a probe.
 *
 * @param path relative to the store, with {@code /}
 * @param size in bytes
 * @param sha256 lower-case hexadecimal
 */
public record ProbeFile(String path, long size, String sha256) {}
