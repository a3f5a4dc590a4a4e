package io.jenkins.plugins.falcoprobes.retention;

import java.time.Instant;

/**
 * A file at a place where probes are published.
 *
 * @param path below the place, with {@code /}
 * @param size in bytes
 * @param modified when it was last written
 */
public record PublishedFile(String path, long size, Instant modified) {}
