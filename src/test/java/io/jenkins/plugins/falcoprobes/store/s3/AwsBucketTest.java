package io.jenkins.plugins.falcoprobes.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.CannedAccessControlList;
import com.amazonaws.services.s3.model.ObjectMetadata;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Fault;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Faults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against a real S3 service, with a network before it that fails when it is told to. */
public class AwsBucketTest {
    private static final ObjectHeaders PLAIN = new ObjectHeaders("application/octet-stream", "", "", "", "");
    private static final Duration HOUR = Duration.ofHours(1);

    @ClassRule
    public static final S3Service SERVICE = new S3Service();

    private static AmazonS3 owner;

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private BucketSettings settings;
    private AwsBucket bucket;
    private ProbeUploader uploader;

    @BeforeClass
    public static void createBucket() {
        owner = SERVICE.client();
        owner.createBucket("probes");
    }

    @Before
    public void open() throws Exception {
        network.before(SERVICE.endpoint());
        settings = S3Service.settings("probes", "falco", network.endpoint());
        bucket = S3Service.open(settings);
        uploader = new ProbeUploader(3, HttpClient.newBuilder(), Duration.ofMillis(10), Duration.ofSeconds(5));
    }

    @After
    public void close() {
        bucket.close();
    }

    @Test
    public void a_listing_has_every_object_below_a_prefix_in_pages_of_1000() throws Exception {
        IntStream.range(0, 1100).forEach(i -> owner.putObject("probes", "many/" + (10_000 + i), ""));

        assertThat(bucket.list("many/"))
                .hasSize(1100)
                .extracting(BucketObject::key)
                .startsWith("many/10000", "many/10001")
                .endsWith("many/11099");
        assertThat(network.requests("list-type=2")).hasSize(2);
        assertThat(bucket.list("none/")).isEmpty();
    }

    @Test
    public void what_is_written_can_be_read_with_its_checksum() throws Exception {
        String etag = bucket.write("a/index.json", "{}".getBytes(UTF_8), PLAIN, WriteCondition.always());

        BucketDocument read = bucket.read("a/index.json").orElseThrow();
        assertThat(read.content()).asString(UTF_8).isEqualTo("{}");
        assertThat(read.etag()).isEqualTo(etag);
        assertThat(bucket.sha256("a/index.json")).hasValue(SentHeaders.sha256("{}".getBytes(UTF_8)));
        assertThat(bucket.read("a/none")).isEmpty();
        assertThat(bucket.sha256("a/none")).isEmpty();
    }

    @Test
    public void a_condition_that_does_not_hold_writes_nothing() throws Exception {
        String first = bucket.write("c", "1".getBytes(UTF_8), PLAIN, WriteCondition.absent());
        assertThatThrownBy(() -> bucket.write("c", "2".getBytes(UTF_8), PLAIN, WriteCondition.absent()))
                .isInstanceOf(WriteConflictException.class);
        String second = bucket.write("c", "2".getBytes(UTF_8), PLAIN, WriteCondition.unchanged(first));
        assertThatThrownBy(() -> bucket.write("c", "3".getBytes(UTF_8), PLAIN, WriteCondition.unchanged(first)))
                .isInstanceOf(WriteConflictException.class);
        assertThatThrownBy(() -> bucket.write("none", "3".getBytes(UTF_8), PLAIN, WriteCondition.unchanged(first)))
                .isInstanceOf(WriteConflictException.class);
        assertThat(bucket.read("c").orElseThrow().etag()).isEqualTo(second);
    }

    @Test
    public void a_copy_has_what_travels_with_the_object_and_what_the_settings_say() throws Exception {
        byte[] content = "a probe".getBytes(UTF_8);
        ObjectHeaders first = new ObjectHeaders("application/octet-stream", "max-age=1", "", "", "");
        bucket.write("copy/8.0.0+driver/a.ko", content, first, WriteCondition.always());

        bucket.copy("copy/8.0.0+driver/a.ko", "copy/b.ko", settings.headers("", ""), WriteCondition.always());

        assertThat(bucket.sha256("copy/b.ko")).hasValue(SentHeaders.sha256(content));
        assertThat(owner.getObjectAsString("probes", "copy/b.ko")).isEqualTo("a probe");
        assertThat(owner.getObjectMetadata("probes", "copy/b.ko").getContentType())
                .isEqualTo("application/octet-stream");
        assertThat(owner.getObjectMetadata("probes", "copy/b.ko").getCacheControl())
                .isEqualTo("max-age=1");
        assertThat(SentHeaders.ofCopy(
                        new ObjectHeaders("x", "y", "public-read", "AES256", "STANDARD_IA"), WriteCondition.absent()))
                .containsOnly(
                        entry("x-amz-acl", "public-read"),
                        entry("x-amz-server-side-encryption", "AES256"),
                        entry("x-amz-storage-class", "STANDARD_IA"),
                        entry("If-None-Match", "*"));
        assertThatThrownBy(
                        () -> bucket.copy("copy/none", "copy/c.ko", settings.headers("", ""), WriteCondition.always()))
                .isInstanceOf(BucketException.class)
                .hasMessageContaining("copy/none");
    }

    @Test
    public void a_copy_never_replaces_what_is_published() throws Exception {
        byte[] content = "a probe".getBytes(UTF_8);
        StoredProbe probe = new StoredProbe("b.ko", content.length, SentHeaders.sha256(content));
        bucket.write("kept/a.ko", content, PLAIN, WriteCondition.always());
        bucket.write("kept/b.ko", "other".getBytes(UTF_8), PLAIN, WriteCondition.always());
        ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);

        assertThatThrownBy(() -> publisher.copy("kept/a.ko", "kept/b.ko", probe))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CONFLICT));
        assertThat(owner.getObjectAsString("probes", "kept/b.ko")).isEqualTo("other");
        assertThat(publisher.copy("kept/a.ko", "kept/c.ko", probe)).isEqualTo(ObjectPublisher.Published.NOW);
        assertThat(publisher.copy("kept/a.ko", "kept/c.ko", probe)).isEqualTo(ObjectPublisher.Published.BEFORE);
        assertThat(new ObjectPublisher(bucket, settings, true).copy("kept/a.ko", "kept/b.ko", probe))
                .isEqualTo(ObjectPublisher.Published.NOW);
        assertThat(owner.getObjectAsString("probes", "kept/b.ko")).isEqualTo("a probe");
    }

    @Test
    public void deleting_counts_what_is_not_there_as_deleted() throws Exception {
        bucket.write("d/1", new byte[1], PLAIN, WriteCondition.always());
        bucket.delete(List.of("d/1", "d/2"));
        assertThat(bucket.list("d/")).isEmpty();
    }

    @Test
    public void whoever_has_a_signed_request_puts_one_object_with_all_that_was_signed() throws Exception {
        BucketSettings all = new BucketSettings(
                settings.address(),
                "",
                settings.endpoint(),
                true,
                "public-read",
                "",
                "STANDARD_IA",
                BucketSettings.Names.OPTIONS);
        Path probe = file("probe");
        PresignedPut put = bucket.presignPut(
                "falco/p.ko",
                5,
                SentHeaders.sha256("probe".getBytes(UTF_8)),
                all.headers("application/octet-stream", ObjectPublisher.CACHE_FOREVER),
                WriteCondition.absent(),
                HOUR);

        assertThat(uploader.put(probe, 5, () -> put)).isEqualTo(ProbeUploader.Outcome.STORED);
        ObjectMetadata metadata = owner.getObjectMetadata("probes", "falco/p.ko");
        assertThat(metadata.getContentType()).isEqualTo("application/octet-stream");
        assertThat(metadata.getCacheControl()).isEqualTo("public, max-age=31536000, immutable");
        assertThat(metadata.getStorageClass()).isEqualTo("STANDARD_IA");
        assertThat(metadata.getUserMetaDataOf("sha256")).isEqualTo(SentHeaders.sha256("probe".getBytes(UTF_8)));
        assertThat(owner.getObjectAcl("probes", "falco/p.ko").getGrantsAsList().toString())
                .contains("AllUsers");
        assertThat(CannedAccessControlList.PublicRead.toString()).isEqualTo("public-read");
        assertThat(put.toString()).contains("/probes/falco/p.ko").doesNotContain("Signature", "AKID");
    }

    @Test
    public void a_signed_request_is_of_no_use_for_another_key_other_bytes_or_another_condition() throws Exception {
        Path probe = file("probe");
        PresignedPut put = presign("falco/q.ko", "probe");

        PresignedPut otherKey =
                new PresignedPut(URI.create(put.uri().toString().replace("q.ko", "r.ko")), put.headers());
        assertThatThrownBy(() -> uploader.put(probe, 5, () -> otherKey))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CREDENTIALS));
        assertThatThrownBy(() -> uploader.put(file("other"), 5, () -> put))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DAMAGED));
        Map<String, String> headers = new HashMap<>(put.headers());
        headers.remove("If-None-Match");
        assertThatThrownBy(() -> uploader.put(probe, 5, () -> new PresignedPut(put.uri(), headers)))
                .isInstanceOf(BucketException.class);
        assertThat(bucket.list("falco/q.ko")).isEmpty();
    }

    @Test
    public void names_with_plus_and_tilde_are_found_as_loaders_escape_them() throws Exception {
        String key = "falco/8.0.0+driver/x86_64/falco_debian_6.1.140-1~bpo11+1_1.ko";
        assertThat(uploader.put(file("probe"), 5, () -> presign(key, "probe", "public-read")))
                .isEqualTo(ProbeUploader.Outcome.STORED);

        assertThat(bucket.list("falco/8.0.0+driver/"))
                .extracting(BucketObject::key)
                .containsExactly(key);
        assertThat(bucket.sha256(key)).isPresent();
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(SERVICE.endpoint().resolve("/probes/" + key.replace("+", "%2B")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("probe");
    }

    @Test
    public void of_eight_who_put_the_same_object_at_once_one_succeeds() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        Callable<ProbeUploader.Outcome> put =
                () -> uploader.put(file("probe"), 5, () -> presign("falco/race.ko", "probe"));
        List<Future<ProbeUploader.Outcome>> outcomes =
                threads.invokeAll(IntStream.range(0, 8).mapToObj(i -> put).toList());
        threads.shutdown();
        int stored = 0;
        for (Future<ProbeUploader.Outcome> outcome : outcomes) {
            stored += outcome.get() == ProbeUploader.Outcome.STORED ? 1 : 0;
        }
        assertThat(stored).isEqualTo(1);
    }

    @Test
    public void throttling_errors_and_resets_are_tried_again() throws Exception {
        network.inject(Faults.first(2, "PUT", Fault.answer(503, "SlowDown", "Please reduce your request rate.")));
        assertThat(uploader.put(file("probe"), 5, () -> presign("falco/t1.ko", "probe")))
                .isEqualTo(ProbeUploader.Outcome.STORED);
        network.inject(Faults.first(2, "PUT", Fault.reset()));
        assertThat(uploader.put(file("probe"), 5, () -> presign("falco/t2.ko", "probe")))
                .isEqualTo(ProbeUploader.Outcome.STORED);
        network.inject(Faults.first(2, "list-type", Fault.answer(500, "InternalError", "We had a problem.")));
        assertThat(bucket.list("falco/t")).hasSize(2);
        network.inject(Faults.first(2, "list-type", Fault.reset()));
        assertThat(bucket.list("falco/t")).hasSize(2);
    }

    @Test
    public void a_truncated_listing_is_read_again_and_never_taken_for_a_short_one() throws Exception {
        bucket.write("short/1", new byte[1], PLAIN, WriteCondition.always());
        network.inject(Faults.first(2, "list-type", Fault.truncated()));
        assertThat(bucket.list("short/")).hasSize(1);
        network.inject(Faults.always("list-type", Fault.truncated()));
        assertThatThrownBy(() -> bucket.list("short/"))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.PASSING))
                .hasMessageStartingWith("--endpoint: could not list s3://probes/short/ at http://127.0.0.1:");
    }

    @Test
    public void an_upload_whose_answer_was_lost_is_found_to_be_there() throws Exception {
        network.inject(Faults.first(1, "PUT", Fault.answerLost()));
        ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);
        assertThat(publisher.publish("falco/lost.ko", stored("probe"), file("probe"), uploader))
                .isEqualTo(ObjectPublisher.Published.BEFORE);
        assertThat(network.requests("PUT /probes/falco/lost.ko")).hasSize(2);
    }

    @Test
    public void a_service_that_says_nothing_is_given_up_and_tried_again() throws Exception {
        ProbeUploader impatient =
                new ProbeUploader(1, HttpClient.newBuilder(), Duration.ofMillis(10), Duration.ofMillis(300));
        network.inject(Faults.first(1, "PUT", Fault.silence()));
        assertThat(impatient.put(file("probe"), 5, () -> presign("falco/silent.ko", "probe")))
                .isEqualTo(ProbeUploader.Outcome.STORED);
    }

    @Test
    public void an_expired_request_is_replaced_by_a_fresh_one() throws Exception {
        network.inject(Faults.first(1, "PUT", Fault.answer(403, "AccessDenied", "Request has expired")));
        int[] asked = {0};
        assertThat(uploader.put(file("probe"), 5, () -> {
                    asked[0]++;
                    return presign("falco/expired.ko", "probe");
                }))
                .isEqualTo(ProbeUploader.Outcome.STORED);
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    public void a_service_without_conditional_writes_is_looked_at_before_each_put() throws Exception {
        Faults unknown = request -> request.startsWith("PUT") && request.contains("if-none-match")
                ? Optional.of(Fault.answer(501, "NotImplemented", "no"))
                : Optional.empty();
        network.inject(unknown);
        ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);
        assertThat(publisher.publish("falco/old.ko", stored("probe"), file("probe"), uploader))
                .isEqualTo(ObjectPublisher.Published.NOW);
        assertThat(publisher.publish("falco/old.ko", stored("probe"), file("probe"), uploader))
                .isEqualTo(ObjectPublisher.Published.BEFORE);
        assertThatThrownBy(() -> publisher.publish("falco/old.ko", stored("other"), file("other"), uploader))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CONFLICT));
        // One try with the condition; after that none.
        assertThat(network.requests("PUT /probes/falco/old.ko")).hasSize(2);
    }

    @Test
    public void what_is_published_stays_unless_it_is_to_be_replaced() throws Exception {
        ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);
        publisher.publish("falco/kept.ko", stored("probe"), file("probe"), uploader);
        assertThatThrownBy(() -> publisher.publish("falco/kept.ko", stored("other"), file("other"), uploader))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.CONFLICT))
                .hasMessageContaining("falco/kept.ko is published already with other bytes");
        assertThat(owner.getObjectAsString("probes", "falco/kept.ko")).isEqualTo("probe");

        new ObjectPublisher(bucket, settings, true).publish("falco/kept.ko", stored("other"), file("other"), uploader);
        assertThat(owner.getObjectAsString("probes", "falco/kept.ko")).isEqualTo("other");
    }

    @Test
    public void a_file_that_was_changed_after_it_was_checked_is_not_published() throws Exception {
        ObjectPublisher publisher = new ObjectPublisher(bucket, settings, false);
        assertThatThrownBy(() -> publisher.publish("falco/changed.ko", stored("probe"), file("prob!"), uploader))
                .isInstanceOfSatisfying(
                        BucketException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DAMAGED))
                .hasMessageContaining("what arrived is not what was checked");
        assertThatThrownBy(() -> publisher.publish("falco/changed.ko", stored("probe"), file("longer!"), uploader))
                .hasMessageContaining("has 7 bytes, and had 5 when it was checked");
        assertThat(bucket.list("falco/changed.ko")).isEmpty();
    }

    private PresignedPut presign(String key, String content) throws BucketException, InterruptedException {
        return presign(key, content, "");
    }

    private PresignedPut presign(String key, String content, String acl) throws BucketException, InterruptedException {
        return bucket.presignPut(
                key,
                content.length(),
                SentHeaders.sha256(content.getBytes(UTF_8)),
                new ObjectHeaders("application/octet-stream", "", acl, "", ""),
                WriteCondition.absent(),
                HOUR);
    }

    private static StoredProbe stored(String content) {
        return new StoredProbe("p.ko", content.length(), SentHeaders.sha256(content.getBytes(UTF_8)));
    }

    private Path file(String content) throws Exception {
        return Files.writeString(temporary.newFile().toPath(), content);
    }
}
