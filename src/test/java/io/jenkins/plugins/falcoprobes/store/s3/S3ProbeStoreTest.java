package io.jenkins.plugins.falcoprobes.store.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.s3.AmazonS3;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.store.Publication;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Fault;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Faults;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;

/** Runs as the engine makes them, against a real S3 service. */
public class S3ProbeStoreTest {
    private static final String MODULE = "8.0.0+driver/x86_64/falco_debian_6.1.140-1~bpo11+1-amd64_1.ko";
    private static final String OBJECT = "8.0.0+driver/x86_64/falco_debian_6.1.140-1~bpo11+1-amd64_1.o";
    private static final String OTHER_NAME = "8.0.0+driver/falco_debian_6.1.0-50-amd64_1.ko";

    @ClassRule
    public static final S3Service SERVICE = new S3Service();

    private static AmazonS3 owner;

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Rule
    public final TestName test = new TestName();

    private String prefix;
    private Path output;

    @BeforeClass
    public static void createBucket() {
        owner = SERVICE.client();
        owner.createBucket("probes");
    }

    @Before
    public void listen() throws IOException {
        network.before(SERVICE.endpoint());
        prefix = test.getMethodName();
        output = temporary.newFolder().toPath();
    }

    @Test
    public void what_was_put_is_published_and_found_by_the_next_run_on_another_machine() throws Exception {
        try (S3ProbeStore store = open(false)) {
            assertThat(store.find(MODULE)).isEmpty();
            store.begin(List.of());
            store.put(MODULE, file("module"));
            store.put(OBJECT, file("object"));
            Publication publication = store.settle(false);
            assertThat(publication).isEqualTo(new Publication("s3://probes/" + prefix, 2, publication.failed()));
            assertThat(publication.failed()).isEmpty();
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + MODULE)).isEqualTo("module");

        output = temporary.newFolder().toPath();
        network.requests().clear();
        try (S3ProbeStore store = open(false)) {
            assertThat(store.find(MODULE)).isPresent();
            assertThat(store.find(OBJECT)).isPresent();
            assertThat(store.isPublished(OBJECT)).isTrue();
            assertThat(store.find(OBJECT + "x")).isEmpty();
        }
        // The checksums, and one listing.
        assertThat(network.requests()).hasSize(2);
    }

    @Test
    public void nothing_else_is_left_in_the_bucket() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            store.put(MODULE, file("module"));
            store.settle(false);
        }
        assertThat(owner.listObjectsV2("probes", prefix + "/").getObjectSummaries())
                .extracting(object -> object.getKey())
                .containsExactly(prefix + "/" + MODULE);
    }

    @Test
    public void an_upload_that_failed_is_all_that_the_next_run_repeats() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            network.inject(Faults.always("PUT", Fault.answer(503, "SlowDown", "Please reduce your request rate.")));
            store.put(MODULE, file("module"));
            Publication publication = store.settle(false);
            assertThat(publication.uploaded()).isZero();
            assertThat(publication.failed()).containsOnlyKeys(MODULE);
            assertThat(publication.failed().get(MODULE).conflict()).isFalse();
            assertThat(publication.failed().get(MODULE).message())
                    .contains("the service is busy or ill (503 SlowDown)")
                    .doesNotContain("X-Amz", S3Service.KEYS.id());
        }
        network.inject(request -> Optional.empty());
        try (S3ProbeStore store = open(false)) {
            assertThat(store.find(MODULE)).isPresent();
            assertThat(store.isPublished(MODULE)).isFalse();
            store.begin(List.of(MODULE));
            assertThat(store.settle(false).uploaded()).isEqualTo(1);
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + MODULE)).isEqualTo("module");
    }

    @Test
    public void a_name_that_is_missing_is_copied_within_the_service() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            store.put(MODULE, file("module"));
            store.settle(false);
        }
        output = temporary.newFolder().toPath();
        network.requests().clear();
        try (S3ProbeStore store = open(false)) {
            StoredProbe found = store.find(MODULE).orElseThrow();
            assertThat(store.canCopy(found)).isTrue();
            store.copy(found, OTHER_NAME);
            Publication publication = store.settle(false);
            assertThat(publication.failed()).isEmpty();
            assertThat(publication.uploaded()).isEqualTo(1);
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + OTHER_NAME)).isEqualTo("module");
        assertThat(owner.getObjectMetadata("probes", prefix + "/" + OTHER_NAME).getUserMetaDataOf("sha256"))
                .hasSize(64);
        assertThat(output.resolve(OTHER_NAME)).doesNotExist();
    }

    @Test
    public void a_name_that_is_missing_of_what_is_only_in_the_folder_is_uploaded() throws Exception {
        try (S3ProbeStore store = open(false)) {
            network.inject(Faults.always("PUT", Fault.answer(503, "SlowDown", "Please reduce your request rate.")));
            store.put(MODULE, file("module"));
            store.settle(false);
        }
        network.inject(request -> Optional.empty());
        try (S3ProbeStore store = open(false)) {
            StoredProbe found = store.find(MODULE).orElseThrow();
            store.begin(List.of(MODULE));
            store.copy(found, OTHER_NAME);
            assertThat(store.settle(false).uploaded()).isEqualTo(2);
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + OTHER_NAME)).isEqualTo("module");
        assertThat(output.resolve(OTHER_NAME)).hasContent("module");
    }

    @Test
    public void a_copy_that_fails_is_told_as_an_upload_that_does() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.put(MODULE, file("module"));
            store.settle(false);
        }
        try (S3ProbeStore store = open(false)) {
            StoredProbe found = store.find(MODULE).orElseThrow();
            network.inject(Faults.always("PUT", Fault.answer(403, "AccessDenied", "Access Denied")));
            store.copy(found, OTHER_NAME);
            assertThat(store.settle(false).failed()).containsOnlyKeys(OTHER_NAME);
        }
    }

    @Test
    public void another_build_of_a_published_probe_is_reported_and_kept_here() throws Exception {
        owner.putObject("probes", prefix + "/" + MODULE, "theirs");
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            store.put(MODULE, file("ours"));
            Publication publication = store.settle(false);
            assertThat(publication.failed().get(MODULE).conflict()).isTrue();
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + MODULE)).isEqualTo("theirs");
        assertThat(output.resolve(MODULE)).hasContent("ours");

        try (S3ProbeStore store = open(true)) {
            store.begin(List.of());
            store.put(MODULE, file("ours"));
            assertThat(store.settle(false).failed()).isEmpty();
        }
        assertThat(owner.getObjectAsString("probes", prefix + "/" + MODULE)).isEqualTo("ours");
    }

    @Test
    public void a_run_that_is_stopped_leaves_what_is_not_uploaded_to_the_next() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            network.inject(Faults.always("PUT", Fault.silence()));
            store.put(MODULE, file("module"));
            assertThat(store.settle(true).failed().get(MODULE).message()).isEqualTo("stopped before it was uploaded");
        }
        assertThat(output.resolve(MODULE)).hasContent("module");
    }

    @Test
    public void credentials_that_expire_in_mid_run_end_the_uploads_and_not_the_run() throws Exception {
        try (S3ProbeStore store = open(false)) {
            store.begin(List.of());
            network.inject(Faults.always("PUT", Fault.answer(400, "ExpiredToken", "The provided token has expired.")));
            store.put(MODULE, file("module"));
            assertThat(store.settle(false).failed().get(MODULE).message()).contains("has expired (400 ExpiredToken)");
            int before = network.requests().size();
            store.put(OBJECT, file("object"));
            assertThat(store.settle(false).failed()).containsOnlyKeys(MODULE, OBJECT);
            assertThat(network.requests()).hasSize(before);
        }
        assertThat(output.resolve(OBJECT)).hasContent("object");
    }

    @Test
    public void a_prefix_that_may_not_be_written_is_told_before_anything_is_built() throws Exception {
        network.inject(Faults.always("PUT", Fault.answer(403, "AccessDenied", "Access Denied")));
        try (S3ProbeStore store = open(false)) {
            assertThatThrownBy(() -> store.begin(List.of()))
                    .isInstanceOf(BucketException.class)
                    .hasMessageMatching("--s3: could not put http://.*: the credentials may not write there"
                            + " \\(403 AccessDenied\\)");
        }
    }

    private S3ProbeStore open(boolean force) throws Exception {
        BucketSettings settings = S3Service.settings("probes", prefix, network.endpoint());
        S3ProbeStore store = new S3ProbeStore(
                DirectoryStore.open(output),
                output,
                S3Service.open(settings),
                settings,
                force,
                new ProbeUploader(2, HttpClient.newBuilder(), Duration.ofMillis(10), Duration.ofSeconds(20)));
        store.open();
        return store;
    }

    private Path file(String content) throws IOException {
        return Files.writeString(temporary.newFile().toPath(), content);
    }
}
