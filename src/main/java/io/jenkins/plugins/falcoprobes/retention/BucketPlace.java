package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestPlace;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** A prefix of a bucket. */
public final class BucketPlace implements PrunePlace {
    private final Bucket bucket;
    private final String prefix;
    private final ManifestPlace manifest;

    /**
     * What is below a prefix.
     *
     * @param prefix empty, or ending in {@code /}
     * @param headers of the index
     */
    public BucketPlace(Bucket bucket, String prefix, ObjectHeaders headers) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.manifest = new BucketManifest(bucket, prefix, headers);
    }

    @Override
    public List<PublishedFile> list() throws IOException, InterruptedException {
        return bucket.list(prefix).stream()
                .map(object ->
                        new PublishedFile(object.key().substring(prefix.length()), object.size(), object.modified()))
                .filter(file -> !file.path().startsWith("."))
                .toList();
    }

    @Override
    public ManifestPlace manifest() {
        return manifest;
    }

    @Override
    public void delete(Collection<String> paths) throws IOException, InterruptedException {
        if (!paths.isEmpty()) {
            bucket.delete(paths.stream().map(path -> prefix + path).toList());
        }
    }

    @Override
    public void close() {
        bucket.close();
    }
}
