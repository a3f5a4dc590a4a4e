package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketDocument;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import io.jenkins.plugins.falcoprobes.store.s3.WriteConflictException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Changes that wait beside an index, each an object of its own that nobody else writes.
 *
 * <p>To join them without conditional writes is safe by their age: a shard is deleted a day after it was written, once it is
 * in the index. Whoever writes an index without it must have listed the shards before that deletion, and then it was in
 * the list (shards are listed before the index is read, and nobody takes a day between reading and writing).
 */
final class ManifestShards {
    static final String FOLDER = ".index/";
    static final Duration KEPT = Duration.ofDays(1);

    private final Bucket bucket;
    private final String prefix;
    private final ObjectHeaders headers;
    private final Map<String, Shard> known = new HashMap<>();

    ManifestShards(Bucket bucket, String prefix, ObjectHeaders headers) {
        this.bucket = bucket;
        this.prefix = prefix + FOLDER;
        this.headers = headers;
    }

    /** A change that waits, where it is and since when. */
    record Shard(String key, Instant modified, ManifestChange change) {}

    void add(ManifestChange change) throws IOException, InterruptedException {
        String key = prefix + "shard-" + UUID.randomUUID() + ".json";
        bucket.write(key, ManifestJson.bytes(change), headers, WriteCondition.always());
    }

    /** Every change that waits, oldest first by the service's own clock. */
    List<Shard> read() throws IOException, InterruptedException {
        List<Shard> shards = new ArrayList<>();
        for (BucketObject object : bucket.list(prefix + "shard-")) {
            Optional<Shard> shard = read(object);
            shard.ifPresent(shards::add);
        }
        shards.sort(Comparator.comparing(Shard::modified).thenComparing(Shard::key));
        return shards;
    }

    /** A shard never changes, so it is fetched once. */
    private Optional<Shard> read(BucketObject object) throws IOException, InterruptedException {
        synchronized (known) {
            if (known.containsKey(object.key())) {
                return Optional.of(known.get(object.key()));
            }
        }
        Optional<BucketDocument> document = bucket.read(object.key());
        if (document.isEmpty()) {
            // Somebody else joined and deleted it after it was listed; the index is read after this, and has it.
            return Optional.empty();
        }
        ManifestChange change = ManifestReader.change(document.get().content(), object.key());
        Shard shard = new Shard(object.key(), object.modified(), change);
        synchronized (known) {
            known.put(object.key(), shard);
        }
        return Optional.of(shard);
    }

    /** Deletes what is in an index that was written under a condition. */
    void delete(List<Shard> joined) throws IOException, InterruptedException {
        if (!joined.isEmpty()) {
            bucket.delete(joined.stream().map(Shard::key).toList());
            synchronized (known) {
                joined.forEach(shard -> known.remove(shard.key()));
            }
        }
    }

    /** Deletes what nobody can leave out of an index any more. */
    void deleteOld(List<Shard> joined) throws IOException, InterruptedException {
        Instant limit = Instant.now().minus(KEPT);
        delete(joined.stream().filter(shard -> shard.modified().isBefore(limit)).toList());
    }

    /** Finds out, by an object of its own, whether the service refuses a write whose condition does not hold. */
    boolean areWritesConditional() throws IOException, InterruptedException {
        String key = prefix + "test-" + UUID.randomUUID();
        byte[] content = "Whether this service has conditional writes.\n".getBytes(StandardCharsets.UTF_8);
        bucket.write(key, content, headers, WriteCondition.always());
        try {
            return isRefused(key, content, WriteCondition.absent())
                    && isRefused(key, content, WriteCondition.unchanged("00000000000000000000000000000000"));
        } finally {
            bucket.delete(List.of(key));
        }
    }

    private boolean isRefused(String key, byte[] content, WriteCondition condition) throws InterruptedException {
        try {
            bucket.write(key, content, headers, condition);
            return false;
        } catch (WriteConflictException e) {
            return true;
        } catch (BucketException e) {
            // It does not know the header; that it can write at all was seen before.
            return false;
        }
    }
}
