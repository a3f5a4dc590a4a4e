package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketDocument;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import java.io.IOException;
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
 * <p>A shard is deleted an hour after it was written, once it is in the index. That is safe without any lock: whoever writes
 * an index without it must have listed the shards before that deletion, since shards are listed before the index is read;
 * and then it was in the list, since nobody takes an hour from listing to writing.
 */
final class ManifestShards {
    static final String FOLDER = ".index/";
    static final Duration KEPT = Duration.ofHours(1);

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

    /** Deletes those of an index's shards that nobody can leave out of it any more. */
    void deleteOld(List<Shard> joined) throws IOException, InterruptedException {
        Instant limit = Instant.now().minus(KEPT);
        List<String> keys = joined.stream()
                .filter(shard -> shard.modified().isBefore(limit))
                .map(Shard::key)
                .toList();
        if (!keys.isEmpty()) {
            bucket.delete(keys);
            synchronized (known) {
                known.keySet().removeAll(keys);
            }
        }
    }
}
