package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.BucketManifest;
import io.jenkins.plugins.falcoprobes.manifest.Entries;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.store.s3.AwsBucket;
import io.jenkins.plugins.falcoprobes.store.s3.BucketSettings;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The command line as a process of its own, with nothing but its environment, and a bucket. */
public class S3ProcessTest {
    private static final String OLD = "8.0.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko";
    private static final String NEW = "10.2.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko";

    @Rule
    public final S3Service service = new S3Service();

    @Rule
    public final FaultyNetwork proxy = new FaultyNetwork();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private AmazonS3 owner;

    /** What a process printed, and its exit status. */
    private record Ended(int status, List<String> lines) {}

    @Before
    public void publish() throws Exception {
        proxy.before(service.endpoint());
        owner = service.client();
        owner.createBucket("probes");
        for (String path : List.of(OLD, NEW)) {
            owner.putObject("probes", "falco/" + path, "a probe");
        }
        BucketSettings settings = S3Service.settings("probes", "falco", service.endpoint());
        try (AwsBucket bucket = S3Service.open(settings)) {
            new BucketManifest(bucket, "falco/", settings.headers("", ""))
                    .update(ManifestChange.adding(Stream.of("8.0.0+driver", "10.2.0+driver")
                            .map(driver -> Entries.entry(driver, "6.1.0-56-amd64", ProbeKind.KMOD))
                            .toList()));
        }
    }

    @Test
    public void prune_lists_and_deletes_in_a_bucket() throws Exception {
        Ended listed = run(Map.of(), "prune", "--keep-falco", "0.44.0");
        assertThat(listed.status()).as(String.join("\n", listed.lines())).isZero();
        assertThat(listed.lines()).first().asString().contains("delete", OLD, "driver 8.0.0+driver is not kept");
        assertThat(keys()).contains("falco/" + OLD);

        Ended deleted = run(Map.of(), "prune", "--keep-falco", "0.44.0", "--yes");
        assertThat(deleted.status()).as(String.join("\n", deleted.lines())).isZero();
        assertThat(keys()).contains("falco/" + NEW).doesNotContain("falco/" + OLD);
        assertThat(owner.getObjectAsString("probes", "falco/SHA256SUMS"))
                .contains(NEW)
                .doesNotContain(OLD);
    }

    @Test
    public void lookup_asks_a_bucket() throws Exception {
        Path os = Files.writeString(folder.newFile("os-release").toPath(), "ID=debian\nVERSION_ID=\"12\"\n");
        String asked = "8.0.0+driver/x86_64/falco_debian_6.1.192-2-amd64_1.ko";
        owner.putObject("probes", "falco/" + asked + "x", "not this one");
        String[] lookup = {
            "lookup",
            "--uname-a",
            "Linux host 6.1.0-56-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.192-2 (2026-10-01) x86_64 GNU/Linux",
            "--os-release",
            os.toString(),
            "--falco",
            "0.40.0",
            "--kind",
            "kmod"
        };
        Ended missing = run(Map.of(), lookup);
        assertThat(missing.status()).as(String.join("\n", missing.lines())).isEqualTo(1);
        assertThat(missing.lines()).anyMatch(line -> line.strip().equals("not there, in s3://probes/falco"));

        owner.putObject("probes", "falco/" + asked, "a probe");
        Ended there = run(Map.of(), lookup);
        assertThat(there.status()).as(String.join("\n", there.lines())).isZero();
        assertThat(there.lines()).anyMatch(line -> line.strip().equals("there, in s3://probes/falco"));

        Ended wrong = run(Map.of("AWS_SECRET_ACCESS_KEY", "not-the-secret"), lookup);
        assertThat(String.join("\n", wrong.lines()))
                .contains("the service does not accept these credentials")
                .doesNotContain("not-the-secret", "\tat ");
    }

    @Test
    public void the_service_is_spoken_to_by_the_environment_s_proxy_unless_that_is_without_one() throws Exception {
        Map<String, String> proxied = Map.of("http_proxy", proxy.endpoint().toString());
        assertThat(run(proxied, "prune", "--keep-falco", "0.44.0").status()).isZero();
        assertThat(proxy.requests()).isNotEmpty();

        proxy.requests().clear();
        Map<String, String> without = Map.of("http_proxy", proxy.endpoint().toString(), "no_proxy", "127.0.0.1");
        assertThat(run(without, "prune", "--keep-falco", "0.44.0").status()).isZero();
        assertThat(proxy.requests()).isEmpty();
    }

    private List<String> keys() {
        return owner.listObjectsV2("probes").getObjectSummaries().stream()
                .map(S3ObjectSummary::getKey)
                .toList();
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "--s3",
                "s3://probes/falco",
                "--path-style",
                "--endpoint",
                service.endpoint().toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.getRoot()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.toLowerCase(Locale.ROOT)
                .endsWith("_proxy"));
        builder.environment().put("AWS_ACCESS_KEY_ID", S3Service.KEYS.id());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", S3Service.KEYS.secret());
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = process.inputReader().lines().toList();
        return new Ended(process.waitFor(), lines);
    }
}
