package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.retention.BucketPlace;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan;
import io.jenkins.plugins.falcoprobes.retention.Pruning;
import io.jenkins.plugins.falcoprobes.retention.RetentionRule;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;

/** The manifest in a bucket of a real S3 service. */
public class PublishedManifestTest {
    private static final int WRITERS = 8;
    private static final int UPDATES = 3;
    private static final int ENTRIES = 25;

    @ClassRule
    public static final S3Service SERVICE = new S3Service();

    private static List<ManifestEntry> entriesOf(int writer, int update) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(entry("8.0.0+driver", "6." + writer + "." + update + "-" + i + "-amd64", ProbeKind.KMOD));
        }
        return entries;
    }

    @Test
    public void eight_writers_at_once_each_with_a_client_of_its_own_lose_no_entry() throws Exception {
        AmazonS3 client = SERVICE.client();
        client.createBucket("manifest");
        BucketSettings settings = S3Service.settings("manifest", "probes", SERVICE.endpoint());
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        List<ManifestEntry> all = new ArrayList<>();
        try {
            List<Future<Void>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                int writer = i;
                for (int update = 0; update < UPDATES; update++) {
                    all.addAll(entriesOf(writer, update));
                }
                writers.add(threads.submit(() -> {
                    try (AwsBucket bucket = S3Service.open(settings)) {
                        BucketManifest place = new BucketManifest(bucket, "probes/", settings.headers("", ""));
                        for (int update = 0; update < UPDATES; update++) {
                            place.update(ManifestChange.adding(entriesOf(writer, update)));
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> writer : writers) {
                writer.get(3, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        try (AwsBucket bucket = S3Service.open(settings)) {
            BucketManifest place = new BucketManifest(bucket, "probes/", settings.headers("", ""));
            assertThat(place.read()).isEqualTo(Manifest.EMPTY.after(ManifestChange.adding(all)));
            place.update(ManifestChange.none());
            assertThat(client.getObjectAsString("manifest", "probes/SHA256SUMS").lines())
                    .hasSize(WRITERS * UPDATES * ENTRIES);
            assertThat(client.getObjectAsString("manifest", "probes/index.json")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(ManifestJson.bytes(place.read()));
            assertThat(client.getObject("manifest", "probes/index.html")
                            .getObjectMetadata()
                            .getContentType())
                    .startsWith("text/html");
        }
    }

    @Test
    public void a_prune_deletes_a_probe_and_its_aliases_and_leaves_the_rest() throws Exception {
        AmazonS3 client = SERVICE.client();
        client.createBucket("pruned");
        BucketSettings settings = S3Service.settings("pruned", "a+b", SERVICE.endpoint());
        ManifestEntry old = entry(
                "8.0.0+driver",
                "6.12.1+deb13~x-amd64",
                ProbeKind.KMOD,
                Entries.BUILT,
                List.of("8.0.0+driver/x86_64/falco_debian_6.12.1-1-amd64_1.ko"));
        ManifestEntry kept = entry("10.2.0+driver", "6.12.1+deb13~x-amd64", ProbeKind.KMOD);
        List.of(old, kept).forEach(probe -> probe.paths()
                .forEach(path -> client.putObject("pruned", settings.address().key(path), "a probe")));
        try (BucketPlace place =
                new BucketPlace(S3Service.open(settings), settings.address().key(""), settings.headers("", ""))) {
            place.manifest().update(ManifestChange.adding(List.of(old, kept)));
            Pruning pruning = new Pruning(place);
            RetentionRule rule = new RetentionRule(
                    OptionalInt.of(1), Set.of(), OptionalInt.empty(), Optional.empty(), List.of(), Set.of());

            pruning.carryOut(PrunePlan.of(pruning.look(), rule, Instant.now()), Instant.now());
        }

        assertThat(client.listObjectsV2("pruned").getObjectSummaries())
                .extracting(S3ObjectSummary::getKey)
                .filteredOn(key -> key.endsWith(".ko"))
                .containsExactly("a+b/" + kept.file());
        assertThat(client.getObjectAsString("pruned", "a+b/SHA256SUMS").lines()).hasSize(1);
    }
}
