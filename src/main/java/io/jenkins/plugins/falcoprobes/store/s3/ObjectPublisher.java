package io.jenkins.plugins.falcoprobes.store.s3;

import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Brings one probe into a bucket, for whoever has both its credentials and somebody who uploads. What is published stays,
 * unless it is to be replaced. Safe for several threads.
 */
public final class ObjectPublisher {
    /** A probe may load differently tomorrow only under another name. */
    public static final String CACHE_FOREVER = "public, max-age=31536000, immutable";

    private static final String PROBE = "application/octet-stream";
    /** As long as the slowest upload may take, and little longer. */
    private static final Duration VALIDITY = Duration.ofMinutes(15);

    private final Bucket bucket;
    private final ObjectHeaders headers;
    private final boolean replace;
    private volatile boolean conditionKnown = true;

    /** Somebody who puts a file where a request says: a {@link ProbeUploader}, here or on an agent. */
    @FunctionalInterface
    public interface Upload {
        /** Puts the probe. */
        ProbeUploader.Outcome put(ProbeUploader.Requests requests) throws BucketException, InterruptedException;
    }

    /** How a probe got to be there. */
    public enum Published {
        /** It was uploaded. */
        NOW,
        /** The same bytes were there already. */
        BEFORE
    }

    /**
     * Publishes into a bucket.
     *
     * @param replace whether what is published may be replaced
     */
    public ObjectPublisher(Bucket bucket, BucketSettings settings, boolean replace) {
        this.bucket = bucket;
        this.headers = settings.headers(PROBE, CACHE_FOREVER);
        this.replace = replace;
    }

    /**
     * Publishes a file of this machine.
     *
     * @throws BucketException if it is not there then; {@link Trouble#CONFLICT} if something else is
     */
    public Published publish(String key, StoredProbe probe, Path file, ProbeUploader uploader)
            throws BucketException, InterruptedException {
        return publish(key, probe, requests -> uploader.put(file, probe.size(), requests));
    }

    /**
     * Publishes a probe that somebody else has.
     *
     * @throws BucketException if it is not there then; {@link Trouble#CONFLICT} if something else is
     */
    public Published publish(String key, StoredProbe probe, Upload upload)
            throws BucketException, InterruptedException {
        if (replace) {
            return put(key, probe, WriteCondition.always(), upload);
        }
        if (conditionKnown) {
            return put(key, probe, WriteCondition.absent(), upload);
        }
        // Between the look and the put another writer may come; such a service offers nothing better.
        Optional<String> there = bucket.sha256(key);
        return there.isPresent() ? compare(key, probe, there.get()) : put(key, probe, WriteCondition.always(), upload);
    }

    /**
     * Gives an object another name; its bytes do not pass through here.
     *
     * @param from the key of the object
     * @param probe what it is
     * @throws BucketException if it is not there then under the other name; {@link Trouble#CONFLICT} if something else is
     */
    public Published copy(String from, String key, StoredProbe probe) throws BucketException, InterruptedException {
        if (!replace) {
            // Not every service that holds to a condition of a put does so when it copies.
            Optional<String> there = bucket.sha256(key);
            if (there.isPresent()) {
                return compare(key, probe, there.get());
            }
        }
        try {
            bucket.copy(
                    from, key, headers, replace || !conditionKnown ? WriteCondition.always() : WriteCondition.absent());
            return Published.NOW;
        } catch (WriteConflictException e) {
            return compare(key, probe, bucket.sha256(key).orElse(""));
        } catch (BucketException e) {
            if (e.trouble() != Trouble.UNSUPPORTED || replace || !conditionKnown) {
                throw e;
            }
            conditionKnown = false;
            return copy(from, key, probe);
        }
    }

    private Published put(String key, StoredProbe probe, WriteCondition condition, Upload upload)
            throws BucketException, InterruptedException {
        return switch (upload.put(
                () -> bucket.presignPut(key, probe.size(), probe.sha256(), headers, condition, VALIDITY))) {
            case STORED -> Published.NOW;
            case EXISTS -> compare(key, probe, bucket.sha256(key).orElse(""));
            case CONDITION_UNKNOWN -> {
                conditionKnown = false;
                yield publish(key, probe, upload);
            }
        };
    }

    private static Published compare(String key, StoredProbe probe, String there) throws BucketException {
        if (there.equals(probe.sha256())) {
            return Published.BEFORE;
        }
        throw new BucketException(
                Trouble.CONFLICT,
                key + " is published already with other bytes (sha256 " + (there.isEmpty() ? "unknown" : there)
                        + "; this build has " + probe.sha256() + ")");
    }
}
