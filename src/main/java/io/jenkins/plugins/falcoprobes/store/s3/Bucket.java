package io.jenkins.plugins.falcoprobes.store.s3;

import java.io.Closeable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A bucket of an S3 service, as far as publishing probes needs it. Whoever has one holds its credentials; whoever only
 * holds probes gets a {@link PresignedPut}. Safe for several threads.
 */
public interface Bucket extends Closeable {
    /**
     * Every object whose key begins with {@code prefix}, by key, from as few requests as the service allows (1,000 objects
     * each).
     */
    List<BucketObject> list(String prefix) throws BucketException, InterruptedException;

    /** A small object as a whole, or nothing if there is none. */
    Optional<BucketDocument> read(String key) throws BucketException, InterruptedException;

    /** The SHA-256 that travelled with an object, lower-case hexadecimal; nothing if there is no object or it has none. */
    Optional<String> sha256(String key) throws BucketException, InterruptedException;

    /**
     * Writes a small object as a whole.
     *
     * @return its ETag
     * @throws WriteConflictException if {@code condition} does not hold; nothing was written then
     */
    String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException;

    /**
     * Copies an object, with what travels with it, within the service.
     *
     * @param headers of the copy, except its type and cache control, which it keeps
     * @throws WriteConflictException if {@code condition} does not hold; nothing was written then
     */
    void copy(String from, String to, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException;

    /** Deletes objects; one that is not there counts as deleted. */
    void delete(Collection<String> keys) throws BucketException, InterruptedException;

    /**
     * A request by which somebody without credentials may put one object until {@code validity} is over.
     * No network is used for it.
     *
     * @param size in bytes
     * @param sha256 lower-case hexadecimal; the service refuses other bytes
     */
    PresignedPut presignPut(
            String key, long size, String sha256, ObjectHeaders headers, WriteCondition condition, Duration validity)
            throws BucketException, InterruptedException;

    @Override
    void close();
}
