package io.jenkins.plugins.falcoprobes.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.store.Checksums;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What is published, from one listing of each folder that is asked about, and the published checksums: as it was when it
 * was first asked. Safe for several threads.
 */
public final class PublishedProbes {
    private final Bucket bucket;
    private final String sums;
    private final UnaryOperator<String> keys;
    private final Map<String, Map<String, Long>> folders = new HashMap<>();
    private Map<String, String> checksums = Map.of();

    /**
     * The probes of a bucket.
     *
     * @param sums the key of the published checksums, whose paths are those that are asked for
     * @param keys the key of a path
     */
    public PublishedProbes(Bucket bucket, String sums, UnaryOperator<String> keys) {
        this.bucket = bucket;
        this.sums = sums;
        this.keys = keys;
    }

    /** Reads the checksums, by which it turns out whether the bucket can be read at all. */
    public synchronized void open() throws BucketException, InterruptedException {
        checksums = bucket.read(sums)
                .map(document -> Checksums.parse(new String(document.content(), UTF_8)))
                .orElse(Map.of());
    }

    /** The probe at a path; its checksum is empty if it is not among the published ones. */
    public synchronized Optional<StoredProbe> find(String path) throws BucketException, InterruptedException {
        String folder = folder(keys.apply(path));
        if (!folders.containsKey(folder)) {
            Map<String, Long> objects = new HashMap<>();
            for (BucketObject object : bucket.list(folder)) {
                objects.put(object.key(), object.size());
            }
            folders.put(folder, objects);
        }
        return lastKnown(path);
    }

    /** As {@link #find}, of what was found out already. */
    public synchronized Optional<StoredProbe> lastKnown(String path) {
        String key = keys.apply(path);
        Long size = folders.getOrDefault(folder(key), Map.of()).get(key);
        return size == null
                ? Optional.empty()
                : Optional.of(new StoredProbe(path, size, checksums.getOrDefault(path, "")));
    }

    private static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }
}
