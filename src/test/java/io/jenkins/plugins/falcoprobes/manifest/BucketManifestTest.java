package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.BUILT;
import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange.Removal;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Conditions;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Service;
import io.jenkins.plugins.falcoprobes.store.s3.ObjectHeaders;
import io.jenkins.plugins.falcoprobes.store.s3.WriteCondition;
import io.jenkins.plugins.falcoprobes.store.s3.WriteConflictException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public class BucketManifestTest {
    private static final String PREFIX = "probes/";
    private static final int WRITERS = 8;
    private static final int UPDATES = 6;
    private static final int ENTRIES = 20;

    private static BucketManifest place(Service service) {
        return new BucketManifest(
                new MemoryBucket(service),
                PREFIX,
                new ObjectHeaders("ignored", "ignored", "public-read", "AES256", "STANDARD_IA"),
                Duration.ofMillis(1));
    }

    private static List<ManifestEntry> entriesOf(int writer, int update) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(entry("8.0.0+driver", "6." + writer + "." + update + "-" + i + "-amd64", ProbeKind.KMOD));
        }
        return entries;
    }

    private static void writeAtOnce(Service service) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            CyclicBarrier start = new CyclicBarrier(WRITERS);
            List<Future<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int number = writer;
                writers.add(threads.submit(() -> {
                    BucketManifest place = place(service);
                    start.await(1, TimeUnit.MINUTES);
                    for (int update = 0; update < UPDATES; update++) {
                        place.update(ManifestChange.adding(entriesOf(number, update)));
                    }
                    return null;
                }));
            }
            for (Future<Void> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Manifest everything() {
        List<ManifestEntry> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            for (int update = 0; update < UPDATES; update++) {
                all.addAll(entriesOf(writer, update));
            }
        }
        return Manifest.EMPTY.after(ManifestChange.adding(all));
    }

    private static void assertWhole(Service service) throws Exception {
        Manifest manifest = everything();
        assertThat(place(service).read()).isEqualTo(manifest);
        assertThat(service.text(PREFIX + "SHA256SUMS").lines()).hasSize(WRITERS * UPDATES * ENTRIES);
        assertThat(service.text(PREFIX + "index.json").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .as("the bytes do not depend on who was when")
                .isEqualTo(ManifestJson.bytes(manifest));
        assertThat(service.text(PREFIX + "index.html").getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo(IndexPage.bytes(manifest));
    }

    @Test
    public void eight_writers_at_once_lose_no_entry_with_conditional_writes() throws Exception {
        Service service = new Service(Conditions.HELD);

        writeAtOnce(service);

        place(service).update(ManifestChange.none());
        assertWhole(service);
        assertThat(service.conflicts).isPositive();
        assertThat(service.keys())
                .filteredOn(key -> !key.contains("/.index/"))
                .containsExactly(PREFIX + "SHA256SUMS", PREFIX + "index.html", PREFIX + "index.json");
    }

    @Test
    public void eight_writers_at_once_lose_no_entry_where_conditions_are_ignored() throws Exception {
        Service service = new Service(Conditions.IGNORED);

        writeAtOnce(service);

        place(service).update(ManifestChange.none());
        assertWhole(service);
        assertThat(service.keys()).filteredOn(key -> key.contains("/.index/")).hasSize(WRITERS * UPDATES);
    }

    @Test
    public void eight_writers_at_once_lose_no_entry_where_conditions_are_refused() throws Exception {
        Service service = new Service(Conditions.REFUSED);

        writeAtOnce(service);

        place(service).update(ManifestChange.none());
        assertWhole(service);
    }

    @Test
    public void an_index_that_a_writer_without_conditions_overwrote_is_mended_by_the_next_update() throws Exception {
        Service service = new Service(Conditions.IGNORED);
        place(service).update(ManifestChange.adding(entriesOf(0, 0)));
        String old = service.text(PREFIX + "index.json");
        place(service).update(ManifestChange.adding(entriesOf(1, 0)));
        service.put(PREFIX + "index.json", old.getBytes(java.nio.charset.StandardCharsets.UTF_8), BUILT);

        assertThat(place(service).read().entries()).hasSize(2 * ENTRIES);
        place(service).update(ManifestChange.adding(entriesOf(2, 0)));

        assertThat(ManifestReader.manifest(
                                service.text(PREFIX + "index.json").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                "index.json")
                        .entries())
                .hasSize(3 * ENTRIES);
    }

    @Test
    public void what_was_removed_in_the_second_in_which_it_was_added_stays_removed() throws Exception {
        Service service = new Service(Conditions.HELD);
        Instant second = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.SECONDS);
        ManifestEntry entry = entriesOf(0, 0).get(0);
        ManifestChange removal =
                ManifestChange.removing(List.of(new ManifestChange.Removal(entry.file(), entry.sha256(), second)));
        // S3 tells times by the second, so the shards' names decide their order.
        service.put(PREFIX + ".index/shard-a.json", ManifestJson.bytes(removal), second);
        ManifestChange addition = ManifestChange.adding(List.of(entry));
        service.put(PREFIX + ".index/shard-b.json", ManifestJson.bytes(addition), second);

        assertThat(place(service).update(ManifestChange.none()).entries()).isEmpty();
        assertThat(place(service).read().deleting()).contains(entry.file());
    }

    @Test
    public void old_shards_are_joined_and_deleted_and_young_ones_stay() throws Exception {
        Service service = new Service(Conditions.IGNORED);
        byte[] shard = ManifestJson.bytes(ManifestChange.adding(entriesOf(0, 0)));
        service.put(PREFIX + ".index/shard-a.json", shard, Instant.now().minus(Duration.ofHours(2)));
        byte[] young = ManifestJson.bytes(ManifestChange.adding(entriesOf(1, 0)));
        service.put(PREFIX + ".index/shard-b.json", young, Instant.now().minus(Duration.ofMinutes(10)));

        place(service).update(ManifestChange.none());

        assertThat(service.keys())
                .contains(PREFIX + ".index/shard-b.json")
                .doesNotContain(PREFIX + ".index/shard-a.json");
        assertThat(place(service).read().entries()).hasSize(2 * ENTRIES);
    }

    @Test
    public void who_never_gets_a_turn_leaves_a_shard_and_the_next_one_joins_it() throws Exception {
        Service service = new Service(Conditions.HELD);
        MemoryBucket busy = new MemoryBucket(service);
        BucketManifest unlucky = new BucketManifest(
                new MemoryBucketProxy(busy, key -> key.equals(PREFIX + "index.json")),
                PREFIX,
                new ObjectHeaders("", "", "", "", ""),
                Duration.ofNanos(1));

        unlucky.update(ManifestChange.adding(entriesOf(0, 0)));
        assertThat(service.keys()).hasSize(1).first().asString().contains("/.index/shard-");
        assertThat(place(service).read().entries()).hasSize(ENTRIES);

        place(service).update(ManifestChange.none());
        assertThat(service.keys())
                .filteredOn(key -> !key.contains("/.index/"))
                .containsExactly(PREFIX + "SHA256SUMS", PREFIX + "index.html", PREFIX + "index.json");
        assertThat(place(service).read().entries()).hasSize(ENTRIES);
    }

    @Test
    public void what_was_removed_does_not_come_back_with_a_shard() throws Exception {
        Service service = new Service(Conditions.IGNORED);
        List<ManifestEntry> entries = entriesOf(0, 0);
        place(service).update(ManifestChange.adding(entries));
        ManifestEntry gone = entries.get(3);

        place(service)
                .update(ManifestChange.removing(
                        List.of(new Removal(gone.file(), gone.sha256(), BUILT.plusSeconds(60)))));
        assertThat(place(service).read().deleting()).containsExactly(gone.file());
        place(service).update(ManifestChange.deleted(gone.paths()));
        place(service).update(ManifestChange.adding(entriesOf(1, 0)));

        assertThat(place(service).read().entries()).hasSize(2 * ENTRIES - 1).doesNotContain(gone);
        assertThat(place(service).read().deleting()).isEmpty();
    }

    @Test
    public void a_run_that_has_nothing_new_writes_nothing() throws Exception {
        Service service = new Service(Conditions.HELD);
        place(service).update(ManifestChange.adding(entriesOf(0, 0)));
        BucketManifest place = place(service);
        place.update(ManifestChange.adding(entriesOf(0, 0)));
        int before = service.writes;

        place.update(ManifestChange.adding(entriesOf(0, 0)));

        assertThat(service.writes).isEqualTo(before);
    }

    @Test
    public void a_page_that_a_killed_run_left_old_is_made_anew() throws Exception {
        Service service = new Service(Conditions.HELD);
        place(service).update(ManifestChange.adding(entriesOf(0, 0)));
        service.put(PREFIX + "index.html", new byte[0], Instant.EPOCH);

        place(service).update(ManifestChange.none());

        assertThat(service.text(PREFIX + "index.html")).contains("falco_debian_6.0.0-3-amd64_1.ko");
    }

    @Test
    public void its_objects_have_the_bucket_s_settings_and_are_not_kept_by_caches() throws Exception {
        Service service = new Service(Conditions.HELD);
        place(service).update(ManifestChange.adding(entriesOf(0, 0)));

        assertThat(service.headers(PREFIX + "index.json"))
                .isEqualTo(new ObjectHeaders("application/json", "no-cache", "public-read", "AES256", "STANDARD_IA"));
        assertThat(service.headers(PREFIX + "index.html").contentType()).isEqualTo("text/html; charset=utf-8");
        assertThat(service.headers(PREFIX + "SHA256SUMS").contentType()).isEqualTo("text/plain; charset=utf-8");
    }

    /** A bucket in which somebody else is always faster with some keys. */
    private static final class MemoryBucketProxy extends ForwardingBucket {
        private final java.util.function.Predicate<String> contended;

        MemoryBucketProxy(MemoryBucket bucket, java.util.function.Predicate<String> contended) {
            super(bucket);
            this.contended = contended;
        }

        @Override
        public String write(String key, byte[] content, ObjectHeaders headers, WriteCondition condition)
                throws BucketException, InterruptedException {
            if (contended.test(key)) {
                throw new WriteConflictException(key);
            }
            return super.write(key, content, headers, condition);
        }
    }
}
