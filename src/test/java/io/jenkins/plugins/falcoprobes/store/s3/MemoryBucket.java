package io.jenkins.plugins.falcoprobes.store.s3;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A bucket in memory, with the service's rules for conditional writes, or those of one that has none. */
public class MemoryBucket implements Bucket {
    private final Service service;

    /** What a service does with conditions. */
    public enum Conditions {
        /** Holds to them, as S3 does. */
        HELD,
        /** Takes no notice. */
        IGNORED,
        /** Answers that it does not know the header. */
        REFUSED
    }

    /** The side that all clients share. */
    public static final class Service {
        private final TreeMap<String, Stored> objects = new TreeMap<>();
        private final Conditions conditions;
        /** How many writes were refused because their condition did not hold. */
        public int conflicts;

        public int writes;

        private Instant clock = Instant.now();

        public Service(Conditions conditions) {
            this.conditions = conditions;
        }

        /** The content of an object, as text. */
        public synchronized String text(String key) {
            return new String(objects.get(key).content(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public synchronized List<String> keys() {
            return List.copyOf(objects.keySet());
        }

        public synchronized ObjectHeaders headers(String key) {
            return objects.get(key).headers();
        }

        /** Puts an object as somebody else would, at a time of the service's clock. */
        public synchronized void put(String key, byte[] content, Instant modified) {
            objects.put(
                    key,
                    new Stored(
                            content.clone(),
                            UUID.randomUUID().toString(),
                            modified,
                            new ObjectHeaders("", "", "", "", "")));
        }

        private synchronized String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
                throws BucketException {
            Stored old = objects.get(key);
            if (conditions == Conditions.REFUSED && condition.kind() != WriteCondition.Kind.ALWAYS) {
                throw new BucketException(
                        BucketException.Trouble.UNSUPPORTED,
                        "a header you provided implies functionality that is not implemented");
            }
            boolean holds =
                    switch (condition.kind()) {
                        case ALWAYS -> true;
                        case ABSENT -> old == null;
                        case UNCHANGED -> old != null && old.etag().equals(condition.etag());
                    };
            if (conditions == Conditions.HELD && !holds) {
                conflicts++;
                throw new WriteConflictException(key);
            }
            String etag = UUID.randomUUID().toString().replace("-", "");
            writes++;
            clock = clock.plusMillis(1);
            objects.put(key, new Stored(content.clone(), etag, clock, headers));
            return etag;
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Stored(byte[] content, String etag, Instant modified, ObjectHeaders headers) {}

    public MemoryBucket(Service service) {
        this.service = service;
    }

    @Override
    public List<BucketObject> list(String prefix) {
        synchronized (service) {
            return service.objects.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(prefix))
                    .map(entry -> new BucketObject(
                            entry.getKey(),
                            entry.getValue().content().length,
                            entry.getValue().etag(),
                            entry.getValue().modified()))
                    .toList();
        }
    }

    @Override
    public Optional<BucketDocument> read(String key) {
        synchronized (service) {
            return Optional.ofNullable(service.objects.get(key))
                    .map(stored -> new BucketDocument(stored.content().clone(), stored.etag()));
        }
    }

    @Override
    public Optional<String> sha256(String key) {
        return Optional.empty();
    }

    @Override
    public String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
            throws BucketException {
        return service.write(key, content, headers, condition);
    }

    @Override
    public void copy(String from, String to, ObjectHeaders headers, WriteCondition condition) throws BucketException {
        service.write(to, read(from).orElseThrow().content(), headers, condition);
    }

    @Override
    public void delete(Collection<String> keys) {
        synchronized (service) {
            keys.forEach(service.objects::remove);
        }
    }

    @Override
    public PresignedPut presignPut(
            String key, long size, String sha256, ObjectHeaders headers, WriteCondition condition, Duration validity) {
        return new PresignedPut(URI.create("http://localhost/" + key), Map.of());
    }

    @Override
    public void close() {}
}
