package io.jenkins.plugins.falcoprobes.manifest;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketDocument;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import io.jenkins.plugins.falcoprobes.store.s3.WriteConflictException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The manifest at a prefix of a bucket.
 *
 * <p>A change is first written as a {@linkplain ManifestShards shard}, an object of its own that nobody else touches; from then
 * on it cannot be lost. Then all shards are joined into {@code index.json}, which is written only if nobody else wrote it since
 * it was read, and joined anew otherwise. Services that have no conditional writes, or whose conditions let two writers
 * through at once, only cost more rounds: whoever wrote the index looks for shards that came meanwhile.
 *
 * <p>{@code SHA256SUMS} and {@code index.html} are made of the index after that, and again if it has changed since: a
 * slow writer cannot leave an old page behind.
 */
public final class BucketManifest implements ManifestPlace {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final int LONGEST_PAUSE = 64;
    private static final int TRIES = 30;
    private static final int ROUNDS = 100;

    private final Bucket bucket;
    private final String prefix;
    private final ObjectHeaders headers;
    private final ManifestShards shards;
    private final Duration pause;
    private volatile boolean conditional = true;

    /**
     * The manifest below a prefix.
     *
     * @param prefix empty, or ending in {@code /}
     * @param headers access, encryption and storage class of its objects; the rest is set here
     */
    public BucketManifest(Bucket bucket, String prefix, ObjectHeaders headers) {
        this(bucket, prefix, headers, FIRST_PAUSE);
    }

    BucketManifest(Bucket bucket, String prefix, ObjectHeaders headers, Duration pause) {
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            throw new IllegalArgumentException("\"" + prefix + "\" does not end in /");
        }
        this.bucket = bucket;
        this.prefix = prefix;
        this.headers = headers;
        this.shards = new ManifestShards(bucket, prefix, headers("application/json"));
        this.pause = pause;
    }

    @Override
    public Manifest read() throws IOException, InterruptedException {
        List<ManifestShards.Shard> waiting = shards.read();
        return joined(readIndex().manifest(), waiting);
    }

    @Override
    public Manifest update(ManifestChange change) throws IOException, InterruptedException {
        Manifest before = read();
        if (!before.after(change).equals(before)) {
            shards.add(change);
        }
        Index index;
        try {
            index = retrying(this::join);
        } catch (WriteConflictException e) {
            // Others update without end, and join this with theirs.
            return read();
        }
        if (!index.etag().isEmpty() && !isDerived(index)) {
            index = derive(index);
        }
        return index.manifest();
    }

    /** The index as it is in the bucket, with the ETag by which it is replaced; empty where there is none. */
    private record Index(Manifest manifest, String etag) {}

    /** Makes the index of itself and the shards, until no new one came meanwhile. */
    private Index join() throws IOException, InterruptedException {
        List<ManifestShards.Shard> waiting = shards.read();
        for (int round = 0; ; round++) {
            Index index = readIndex();
            Manifest now = joined(index.manifest(), waiting);
            if (!now.equals(index.manifest())) {
                index = new Index(now, writeIndex(now, index.etag()));
            }
            List<ManifestShards.Shard> after = shards.read();
            if (after.equals(waiting) || round == ROUNDS) {
                shards.deleteOld(waiting);
                return index;
            }
            waiting = after;
        }
    }

    /**
     * Additions first: a service tells shards' times by the second, and an entry that is older than its removal goes whatever
     * their order.
     */
    private static Manifest joined(Manifest manifest, List<ManifestShards.Shard> waiting) {
        List<ManifestChange> changes =
                waiting.stream().map(ManifestShards.Shard::change).toList();
        Manifest result = manifest;
        for (ManifestChange change : changes) {
            result = result.after(ManifestChange.adding(change.added()));
        }
        for (ManifestChange change : changes) {
            result = result.after(ManifestChange.removing(change.removed()));
        }
        for (ManifestChange change : changes) {
            result = result.after(ManifestChange.deleted(change.deleted()));
        }
        return result;
    }

    /** Writes what is made of the index, until the index is still the one that it was made of. */
    private Index derive(Index written) throws IOException, InterruptedException {
        Index index = written;
        for (int round = 0; round < ROUNDS; round++) {
            if (!etagOfIndex().equals(index.etag())) {
                index = readIndex();
                continue;
            }
            Manifest manifest = index.manifest();
            bucket.write(prefix + SUMS, Sums.bytes(manifest), headers("text/plain; charset=utf-8"), always());
            bucket.write(prefix + PAGE, IndexPage.bytes(manifest), headers("text/html; charset=utf-8"), always());
            if (etagOfIndex().equals(index.etag())) {
                break;
            }
        }
        return index;
    }

    /** Whether a run that changed nothing finds everything else as it should be; a killed one may have left it old. */
    private boolean isDerived(Index index) throws IOException, InterruptedException {
        Optional<BucketObject> now = find(INDEX);
        if (now.isEmpty() || !now.get().etag().equals(index.etag())) {
            return false;
        }
        for (String name : List.of(SUMS, PAGE)) {
            Optional<BucketObject> object = find(name);
            if (object.isEmpty() || !object.get().modified().isAfter(now.get().modified())) {
                return false;
            }
        }
        return true;
    }

    private Index readIndex() throws IOException, InterruptedException {
        Optional<BucketDocument> document = bucket.read(prefix + INDEX);
        return document.isEmpty()
                ? new Index(Manifest.EMPTY, "")
                : new Index(
                        ManifestReader.manifest(document.get().content(), prefix + INDEX),
                        document.get().etag());
    }

    private String writeIndex(Manifest manifest, String etag) throws IOException, InterruptedException {
        WriteCondition condition = etag.isEmpty() ? WriteCondition.absent() : WriteCondition.unchanged(etag);
        byte[] content = ManifestJson.bytes(manifest);
        if (conditional) {
            try {
                return bucket.write(prefix + INDEX, content, headers("application/json"), condition);
            } catch (BucketException e) {
                if (e.trouble() != Trouble.UNSUPPORTED) {
                    throw e;
                }
                conditional = false;
            }
        }
        return bucket.write(prefix + INDEX, content, headers("application/json"), always());
    }

    private String etagOfIndex() throws IOException, InterruptedException {
        return find(INDEX).map(BucketObject::etag).orElse("");
    }

    private Optional<BucketObject> find(String name) throws IOException, InterruptedException {
        return bucket.list(prefix + name).stream()
                .filter(object -> object.key().equals(prefix + name))
                .findFirst();
    }

    private ObjectHeaders headers(String contentType) {
        return new ObjectHeaders(
                contentType, "no-cache", headers.acl(), headers.serverSideEncryption(), headers.storageClass());
    }

    private static WriteCondition always() {
        return WriteCondition.always();
    }

    private Index retrying(CheckedSupplier<Index> work) throws IOException, InterruptedException {
        RetryPolicy<Index> policy = RetryPolicy.<Index>builder()
                .handle(WriteConflictException.class)
                .withMaxAttempts(TRIES)
                .withBackoff(pause, pause.multipliedBy(LONGEST_PAUSE))
                .withJitter(0.9)
                .build();
        try {
            return Failsafe.with(policy).get(work);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            throw e;
        }
    }
}
