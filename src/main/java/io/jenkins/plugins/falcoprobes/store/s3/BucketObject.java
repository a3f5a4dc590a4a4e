package io.jenkins.plugins.falcoprobes.store.s3;

import java.time.Instant;

/**
 * An object as a listing has it.
 *
 * @param key its whole key, with {@code /}
 * @param size in bytes
 * @param etag without quotes
 * @param modified when it was last written
 */
public record BucketObject(String key, long size, String etag, Instant modified) {}
