package io.jenkins.plugins.falcoprobes.store.s3;

/**
 * A small object's content.
 *
 * @param content all of it
 * @param etag without quotes, for {@link WriteCondition#unchanged}
 */
@SuppressWarnings("ArrayRecordComponent") // it is read once, and never compared
public record BucketDocument(byte[] content, String etag) {}
