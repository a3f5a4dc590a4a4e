package io.jenkins.plugins.falcoprobes.endtoend;

import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.count;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.probes;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.report;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Fault;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Faults;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The command line with a bucket: a real kernel, a real container engine, a real S3 service. */
public class S3EndToEndIT {
    @ClassRule
    public static final S3Service SERVICE = new S3Service();

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void only_what_the_bucket_lacks_is_built_and_only_what_was_not_uploaded_is_uploaded() throws Exception {
        TestEngine.ready();
        AmazonS3 owner = SERVICE.client();
        owner.createBucket("probes");
        network.before(SERVICE.endpoint());
        CommandLine command = new CommandLine(
                        temporary.getRoot().toPath().resolve("cache"),
                        "0.40.0",
                        "--driver-source",
                        "debian",
                        "--distro",
                        "debian",
                        "--kernel",
                        "^6\\.1\\..*[0-9]-amd64$",
                        "--latest",
                        "1",
                        "--kind",
                        "kmod",
                        "--s3",
                        "s3://probes/falco",
                        "--endpoint",
                        network.endpoint().toString(),
                        "--path-style",
                        "--retries",
                        "1")
                .with(Map.of(
                        "AWS_ACCESS_KEY_ID", S3Service.KEYS.id(),
                        "AWS_SECRET_ACCESS_KEY", S3Service.KEYS.secret()));
        Path output = temporary.getRoot().toPath().resolve("output");

        network.inject(Faults.always(".ko", Fault.answer(503, "SlowDown", "Please reduce your request rate.")));
        CommandLine.Ended busy = command.run(output);
        assertThat(busy.status()).as(String.join("\n", busy.lines())).isEqualTo(1);
        JsonNode failed = report(output).get("probes").get(0).get("failure");
        assertThat(failed.get("class").asText()).isEqualTo("publish");
        assertThat(String.join("\n", busy.lines()) + report(output))
                .doesNotContain("X-Amz-", S3Service.KEYS.id(), S3Service.KEYS.secret());
        List<String> built = probes(output);
        assertThat(built).hasSize(1);

        network.inject(request -> Optional.empty());
        // No engine by this name answers: building anything would fail.
        CommandLine.Ended again = command.run(output, "--runtime", "podman");
        assertThat(again.status()).as(String.join("\n", again.lines())).isZero();
        assertThat(again.lines()).contains("published: 1 file uploaded to s3://probes/falco");
        assertThat(report(output).get("publication").get("uploaded").asInt()).isEqualTo(1);
        assertThat(owner.listObjectsV2("probes").getObjectSummaries())
                .extracting(S3ObjectSummary::getKey)
                .filteredOn(key -> !key.startsWith("falco/.index/"))
                .map(key -> key.replaceFirst("/[0-9A-Z]+-[0-9a-f]+\\.intoto", "/NAME.intoto"))
                .containsExactly(
                        "falco/" + built.get(0),
                        "falco/SHA256SUMS",
                        "falco/index.html",
                        "falco/index.json",
                        "falco/provenance/NAME.intoto.jsonl");
        assertThat(owner.getObjectAsString("probes", "falco/index.json"))
                .as("who uploads what an earlier run built knows how that was made")
                .contains("\"builtAt\"")
                .doesNotContain("\"foundAt\"");
        assertThat(owner.getObjectAsString("probes", "falco/SHA256SUMS")).endsWith("  " + built.get(0) + "\n");

        Path elsewhere = temporary.getRoot().toPath().resolve("elsewhere");
        CommandLine.Ended third = command.run(elsewhere, "--runtime", "podman");
        assertThat(third.status()).as(String.join("\n", third.lines())).isZero();
        assertThat(count(report(elsewhere), "present")).isEqualTo(1);
        assertThat(probes(elsewhere)).isEmpty();
    }
}
