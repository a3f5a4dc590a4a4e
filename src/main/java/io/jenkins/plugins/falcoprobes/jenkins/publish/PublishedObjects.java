package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.store.Checksums;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The probes that are in a bucket, by one listing and the published checksums. */
final class PublishedObjects {
    /** Where the published checksums are. */
    static final String SUMS = "SHA256SUMS";

    private final Bucket bucket;
    private final BucketAddress address;

    PublishedObjects(Bucket bucket, BucketAddress address) {
        this.bucket = bucket;
        this.address = address;
    }

    /** Those whose path begins like this. One that nobody knows a checksum of is left out: it is no probe of ours. */
    List<ProbeFile> find(String prefix) throws IOException, InterruptedException {
        Map<String, String> sums = bucket.read(address.key(SUMS))
                .map(document -> Checksums.parse(new String(document.content(), UTF_8)))
                .orElse(Map.of());
        int top = address.key("").length();
        List<ProbeFile> found = new ArrayList<>();
        for (BucketObject object : bucket.list(address.key(prefix))) {
            String path = object.key().substring(top);
            if (isProbe(path)) {
                // A run that was killed may have left some that are in no list yet: only these are asked for one by
                // one.
                Optional<String> sha256 =
                        sums.containsKey(path) ? Optional.of(sums.get(path)) : bucket.sha256(object.key());
                sha256.filter(sum -> sum.matches("[0-9a-f]{64}"))
                        .ifPresent(sum -> found.add(new ProbeFile(path, object.size(), sum)));
            }
        }
        return found;
    }

    private static boolean isProbe(String path) {
        return (path.endsWith(".ko") || path.endsWith(".o")) && ArtifactPath.isPath(path);
    }
}
