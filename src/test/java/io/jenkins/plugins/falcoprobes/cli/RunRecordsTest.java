package io.jenkins.plugins.falcoprobes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.EntriesListener;
import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.BucketAddress;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Conditions;
import io.jenkins.plugins.falcoprobes.store.s3.MemoryBucket.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RunRecordsTest {
    private static final BucketSettings SETTINGS = new BucketSettings(
            new BucketAddress("probes", "p"), "", "", false, "public-read", "", "", BucketSettings.Names.OPTIONS);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final BuildSummary summary = SampleRun.ofDebian(5).summary();
    private final Recording recording =
            Recording.of(null, Map.of("BUILD_URL", "https://jenkins.example.org/job/probes/7/"));

    private Map<String, StoredProbe> stored() {
        Map<String, StoredProbe> stored = new TreeMap<>();
        summary.results().forEach(result -> result.files().forEach(file -> stored.put(file.path(), file)));
        return stored;
    }

    @Test
    public void a_run_leaves_an_index_and_an_attestation_in_its_folder() throws Exception {
        Path output = folder.getRoot().toPath();

        new RunRecords(summary, recording, output, stored()).writeTo(output);

        ManifestEntry entry =
                new FolderManifest(output).read().entries().iterator().next();
        ManifestEntry.Making making = entry.making().orElseThrow();
        assertThat(new FolderManifest(output).read().entries()).hasSize((int) summary.built());
        assertThat(making.buildUrl()).isEqualTo("https://jenkins.example.org/job/probes/7/");
        assertThat(making.configMd5s()).containsExactly("fd2ad9abe1fbd214ccda2a8c7e1b89e3");
        assertThat(output.resolve(making.provenance())).isRegularFile();
        assertThat(output.resolve("index.html")).content().contains(entry.sha256());
    }

    @Test
    public void what_is_not_in_the_folder_any_more_is_not_in_its_index() throws Exception {
        Path output = folder.getRoot().toPath();

        new RunRecords(summary, recording, output, Map.of()).writeTo(output);

        assertThat(output).isEmptyDirectory();
    }

    @Test
    public void what_is_published_is_told_in_the_bucket_and_so_is_what_a_killed_run_left_there() throws Exception {
        Service service = new Service(Conditions.HELD);
        FakeEngine engine = new FakeEngine(SampleRun.ofDebian(5));
        String left = summary.plan().skipped().get(0).paths().get(0).path();
        service.put("p/" + left, new byte[5], java.time.Instant.EPOCH);
        MemoryBucket bucket = new MemoryBucket(service) {
            @Override
            public Optional<String> sha256(String key) {
                return Optional.of(SampleRun.sha256(key));
            }
        };

        new RunRecords(summary, recording, folder.getRoot().toPath(), Map.of()).writeTo(bucket, SETTINGS, engine);

        List<ManifestEntry> entries = List.copyOf(new BucketManifest(bucket, "p/", SETTINGS.headers("", ""))
                .read()
                .entries());
        assertThat(entries).hasSize((int) summary.built() + 1);
        assertThat(entries)
                .filteredOn(entry -> entry.making().isEmpty())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.file()).isEqualTo(left);
                    assertThat(entry.sha256()).isEqualTo(SampleRun.sha256("p/" + left));
                    assertThat(entry.size()).isEqualTo(5);
                });
        assertThat(service.text("p/SHA256SUMS").lines()).hasSize(entries.size());
        assertThat(service.keys()).anyMatch(key -> key.matches("p/provenance/.*\\.intoto\\.jsonl"));
        assertThat(service.headers("p/index.html").acl()).isEqualTo("public-read");
    }

    @Test
    public void what_an_earlier_run_could_not_upload_is_listed_by_the_later_one_with_all_that_is_known_of_it()
            throws Exception {
        Path output = folder.getRoot().toPath();
        SkippedProbe late = summary.plan().skipped().get(0);
        StoredProbe probe = new StoredProbe(late.paths().get(0).path(), 5, SampleRun.sha256("late"));
        String earlier = "https://jenkins.example.org/job/probes/6/";
        ProbeBuild build = SampleRun.build(late.kernel(), late.kind());
        EntriesListener listener =
                new EntriesListener(new BuildListener() {}, summary.request(), earlier, new MadeProbes(output)::keep);
        listener.driver(summary.driver());
        listener.finished(new ProbeResult(
                new ProbeBuild(build.kernel(), build.kind(), build.toolchain(), late.paths()),
                List.of(probe),
                Optional.empty(),
                Duration.ZERO,
                Duration.ZERO,
                "gcc-12",
                "bookworm",
                "sha256:" + SampleRun.sha256("image"),
                List.of(),
                "",
                "fd2ad9abe1fbd214ccda2a8c7e1b89e3",
                List.of(),
                summary.started().minusSeconds(3600)));
        Service service = new Service(Conditions.HELD);
        service.put("p/" + probe.path(), new byte[5], Instant.EPOCH);
        MemoryBucket bucket = new MemoryBucket(service) {
            @Override
            public Optional<String> sha256(String key) {
                return Optional.of(SampleRun.sha256("late"));
            }
        };

        new RunRecords(summary, recording, output, Map.of())
                .writeTo(bucket, SETTINGS, new FakeEngine(SampleRun.ofDebian(5)));

        ManifestEntry entry = new BucketManifest(bucket, "p/", SETTINGS.headers("", ""))
                .read().entries().stream()
                        .filter(listed -> listed.file().equals(probe.path()))
                        .findFirst()
                        .orElseThrow();
        ManifestEntry.Making making = entry.making().orElseThrow();
        assertThat(entry.at()).isEqualTo(summary.started().minusSeconds(3600));
        assertThat(making.compiler()).isEqualTo("gcc-12");
        assertThat(making.driverDigest()).isEqualTo(summary.driver().digest());
        assertThat(making.packages()).isNotEmpty();
        assertThat(making.buildUrl()).isEqualTo(earlier);
        assertThat(new String(
                        Base64.getDecoder()
                                .decode(service.text("p/" + making.provenance())
                                        .replaceAll("(?s).*\"payload\":\"([^\"]*).*", "$1")),
                        UTF_8))
                .contains(probe.path(), SampleRun.sha256("late"), "\"builtBy\":\"" + earlier);
    }

    @Test
    public void a_key_that_cannot_be_used_is_told_before_anything_is_built() throws Exception {
        Path file = Files.writeString(folder.getRoot().toPath().resolve("key"), "hello");
        for (String key :
                List.of(file.toString(), "/no/such/key", folder.getRoot().toString())) {
            FakeEngine engine = new FakeEngine(SampleRun.ofDebian(2));
            CommandRun run = CommandRun.of(engine, "0.40.0", "--provenance-key", key);

            assertThat(run.status).isEqualTo(2);
            assertThat(run.err.lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("build-probe-binaries: --provenance-key: \"" + key);
            assertThat(engine.request).isNull();
        }
    }

    @Test
    public void an_environment_s_address_that_is_none_is_left_out() {
        for (String url : List.of("", "javascript:alert(1)", "https://x/\"y z", "ftp://x/")) {
            assertThat(Recording.of(null, Map.of("BUILD_URL", url)).buildUrl()).isEmpty();
        }
    }
}
