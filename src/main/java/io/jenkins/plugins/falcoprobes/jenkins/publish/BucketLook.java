package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.model.Run;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.repository.ProxySettings;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What the parts of a run, which may be dozens that begin together, find out about their bucket once for all: that it can be
 * read and written, and what is there. What these publish meanwhile themselves is in the run's ledger.
 */
final class BucketLook {
    /** What others publish in this time may be built again, which the bucket then refuses or takes for the same. */
    private static final long LISTED_NANOS = Duration.ofMinutes(1).toNanos();

    private static final Map<Run<?, ?>, Map<S3Fields, BucketLook>> LOOKS = new WeakHashMap<>();

    private boolean checked;
    private List<ProbeFile> listed = List.of();
    private long listedAt;
    private boolean isListed;

    private BucketLook() {}

    /** The look of a run, by who publishes where. */
    static BucketLook of(Run<?, ?> run, S3Fields fields) {
        synchronized (LOOKS) {
            return LOOKS.computeIfAbsent(run, key -> new HashMap<>()).computeIfAbsent(fields, key -> new BucketLook());
        }
    }

    /** Looks whether the bucket can be read and written, before anything is built. */
    synchronized void check(Bucket bucket, BucketSettings settings) throws IOException, InterruptedException {
        if (!checked) {
            bucket.read(settings.address().key(PublishedObjects.SUMS));
            WriteCheck.of(
                    bucket,
                    settings,
                    new ProbeUploader(0, ProxySettings.ofThisMachine().client()));
            checked = true;
        }
    }

    /** The probes that are there. */
    synchronized List<ProbeFile> probes(Bucket bucket, BucketSettings settings)
            throws IOException, InterruptedException {
        if (!isListed || System.nanoTime() - listedAt > LISTED_NANOS) {
            listed = List.copyOf(new PublishedObjects(bucket, settings.address()).find(""));
            listedAt = System.nanoTime();
            isListed = true;
        }
        return listed;
    }
}
