package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketDocument;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import io.jenkins.plugins.falcoprobes.store.s3.PresignedPut;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A bucket that does what another one does, to break a part of it. */
public class ForwardingBucket implements Bucket {
    private final Bucket bucket;

    public ForwardingBucket(Bucket bucket) {
        this.bucket = bucket;
    }

    @Override
    public List<BucketObject> list(String prefix) throws BucketException, InterruptedException {
        return bucket.list(prefix);
    }

    @Override
    public Optional<BucketDocument> read(String key) throws BucketException, InterruptedException {
        return bucket.read(key);
    }

    @Override
    public Optional<String> sha256(String key) throws BucketException, InterruptedException {
        return bucket.sha256(key);
    }

    @Override
    public String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException {
        return bucket.write(key, content, headers, condition);
    }

    @Override
    public void copy(String from, String to, ObjectHeaders headers, WriteCondition condition)
            throws BucketException, InterruptedException {
        bucket.copy(from, to, headers, condition);
    }

    @Override
    public void delete(Collection<String> keys) throws BucketException, InterruptedException {
        bucket.delete(keys);
    }

    @Override
    public PresignedPut presignPut(
            String key, long size, String sha256, ObjectHeaders headers, WriteCondition condition, Duration validity)
            throws BucketException, InterruptedException {
        return bucket.presignPut(key, size, sha256, headers, condition, validity);
    }

    @Override
    public void close() {
        bucket.close();
    }
}
