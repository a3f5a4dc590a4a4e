package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.lookup.Sighting.State;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;

/** Looks into a bucket, with one request for each probe. */
public final class BucketFinder implements ProbeFinder {
    private final Bucket bucket;
    private final BucketAddress address;

    /** Looks below an address of a bucket, which is closed with this. */
    public BucketFinder(Bucket bucket, BucketAddress address) {
        this.bucket = bucket;
        this.address = address;
    }

    @Override
    public Sighting find(String path, String asked) throws InterruptedException {
        String key = address.key(path);
        try {
            boolean there =
                    bucket.list(key).stream().anyMatch(object -> object.key().equals(key));
            return new Sighting(address.toString(), there ? State.THERE : State.MISSING, "");
        } catch (BucketException e) {
            return new Sighting(address.toString(), State.UNKNOWN, e.getMessage());
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
