package io.jenkins.plugins.falcoprobes.retention;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.Entries;
import io.jenkins.plugins.falcoprobes.manifest.ForwardingBucket;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.store.s3.Bucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Conditions;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Service;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.Before;
import org.junit.Test;

public class PruningTest {
    private static final String PREFIX = "probes/";
    private static final ObjectHeaders HEADERS = new ObjectHeaders("", "", "", "", "");
    private static final Instant NOW = Entries.BUILT.plusSeconds(3600);
    private static final RetentionRule RULE = new RetentionRule(
            OptionalInt.empty(), Set.of("10.2.0+driver"), OptionalInt.empty(), Optional.empty(), List.of(), Set.of());

    private final Service service = new Service(Conditions.HELD);
    private final List<ManifestEntry> old = new ArrayList<>();
    private final List<ManifestEntry> kept = new ArrayList<>();

    @Before
    public void publish() throws Exception {
        for (int i = 0; i < 3; i++) {
            old.add(Entries.entry("8.0.0+driver", "6.1.0-" + i + "-amd64", ProbeKind.KMOD));
            kept.add(Entries.entry("10.2.0+driver", "6.1.0-" + i + "-amd64", ProbeKind.KMOD));
        }
        List<ManifestEntry> all = new ArrayList<>(old);
        all.addAll(kept);
        all.forEach(entry -> upload(entry.file()));
        service.put("probes-of-others/x.ko", new byte[1], Entries.BUILT);
        service.put(PREFIX + "notes.txt", new byte[1], Entries.BUILT);
        new BucketManifest(new MemoryBucket(service), PREFIX, HEADERS).update(ManifestChange.adding(all));
    }

    private void upload(String path) {
        service.put(PREFIX + path, "probe".getBytes(UTF_8), Entries.BUILT);
    }

    private Pruning pruning(Bucket bucket) {
        return new Pruning(new BucketPlace(bucket, PREFIX, HEADERS));
    }

    private PrunePlan prune(Bucket bucket) throws Exception {
        Pruning pruning = pruning(bucket);
        PrunePlan plan = PrunePlan.of(pruning.look(), RULE, NOW);
        pruning.carryOut(plan, NOW);
        return plan;
    }

    @Test
    public void what_the_rule_does_not_keep_goes_from_the_bucket_and_from_everything_that_lists_it() throws Exception {
        PrunePlan plan = prune(new MemoryBucket(service));

        assertThat(plan.condemned()).hasSize(3);
        assertThat(service.keys())
                .filteredOn(key -> !key.contains("/.index/"))
                .containsExactlyInAnyOrder(
                        "probes-of-others/x.ko",
                        PREFIX + "notes.txt",
                        PREFIX + "SHA256SUMS",
                        PREFIX + "index.html",
                        PREFIX + "index.json",
                        PREFIX + kept.get(0).file(),
                        PREFIX + kept.get(1).file(),
                        PREFIX + kept.get(2).file());
        assertThat(service.text(PREFIX + "SHA256SUMS").lines()).hasSize(3);
        assertThat(service.text(PREFIX + "index.json")).doesNotContain("8.0.0+driver", "deleting");
        assertThat(service.text(PREFIX + "index.html")).doesNotContain("8.0.0%2Bdriver");
    }

    @Test
    public void killed_before_the_deletion_it_leaves_an_index_that_promises_nothing_missing_and_the_next_one_ends_it()
            throws Exception {
        Bucket killed = new ForwardingBucket(new MemoryBucket(service)) {
            @Override
            public void delete(Collection<String> keys) throws BucketException, InterruptedException {
                if (keys.stream().anyMatch(key -> key.endsWith(".ko"))) {
                    super.delete(keys.stream().limit(1).toList());
                    throw new BucketException("killed");
                }
                super.delete(keys);
            }
        };
        assertThatThrownBy(() -> prune(killed)).hasMessage("killed");

        Inventory left = pruning(new MemoryBucket(service)).look();
        assertThat(left.probes()).hasSize(3);
        assertThat(left.gone()).isEmpty();
        assertThat(left.halfDeleted()).hasSize(2);
        assertThat(service.text(PREFIX + "SHA256SUMS").lines()).hasSize(3);

        prune(new MemoryBucket(service));

        assertThat(service.keys())
                .filteredOn(key -> key.contains("8.0.0+driver"))
                .isEmpty();
        assertThat(service.text(PREFIX + "index.json")).doesNotContain("deleting");
    }

    @Test
    public void a_probe_that_was_built_anew_since_it_was_looked_at_stays() throws Exception {
        Pruning pruning = pruning(new MemoryBucket(service));
        PrunePlan plan = PrunePlan.of(pruning.look(), RULE, NOW);
        ManifestEntry anew =
                Entries.entry("8.0.0+driver", "6.1.0-1-amd64", ProbeKind.KMOD, NOW.plusSeconds(60), List.of());
        new BucketManifest(new MemoryBucket(service), PREFIX, HEADERS).update(ManifestChange.adding(List.of(anew)));

        pruning.carryOut(plan, NOW);

        assertThat(service.keys())
                .contains(PREFIX + anew.file())
                .doesNotContain(PREFIX + old.get(0).file());
        assertThat(new BucketManifest(new MemoryBucket(service), PREFIX, HEADERS)
                        .read()
                        .entries())
                .contains(anew)
                .hasSize(4);
    }

    @Test
    public void entries_of_probes_that_somebody_deleted_by_hand_go_too() throws Exception {
        new MemoryBucket(service).delete(List.of(PREFIX + kept.get(0).file()));

        PrunePlan plan = prune(new MemoryBucket(service));

        assertThat(plan.inventory().gone()).containsExactly(kept.get(0));
        assertThat(service.text(PREFIX + "SHA256SUMS").lines()).hasSize(2);
    }

    @Test
    public void it_works_where_writes_have_no_conditions() throws Exception {
        Service plain = new Service(Conditions.IGNORED);
        for (ManifestEntry entry : List.of(old.get(0), kept.get(0))) {
            plain.put(PREFIX + entry.file(), new byte[1], Entries.BUILT);
            new BucketManifest(new MemoryBucket(plain), PREFIX, HEADERS).update(ManifestChange.adding(List.of(entry)));
        }

        prune(new MemoryBucket(plain));

        assertThat(new BucketManifest(new MemoryBucket(plain), PREFIX, HEADERS)
                        .read()
                        .entries())
                .containsExactly(kept.get(0));
        assertThat(plain.keys()).doesNotContain(PREFIX + old.get(0).file());
    }
}
