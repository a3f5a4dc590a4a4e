package io.jenkins.plugins.falcoprobes.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class JsonReportTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(JsonReport.class.getResourceAsStream("report.schema.json"));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static JsonNode json(BuildReport report) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report, out);
        return MAPPER.readTree(out.toString(UTF_8));
    }

    private static SampleRun everyOutcome() {
        return SampleRun.ofDebian(5).notReached(SampleRun.kernel("6.1.0-99-amd64", "6.1.200-1", ""));
    }

    @Test
    public void a_report_with_every_outcome_fits_its_schema() throws IOException {
        JsonNode json = json(everyOutcome().report());

        assertThat(SCHEMA.validate(json)).isEmpty();
        assertThat(json.findValuesAsText("outcome")).contains("built", "present", "skipped", "failed", "interrupted");
        assertThat(json.get("counts").get("failed").asInt()).isEqualTo(4);
    }

    @Test
    public void a_report_of_nothing_fits_its_schema() throws IOException {
        assertThat(SCHEMA.validate(json(new SampleRun().report()))).isEmpty();
    }

    @Test
    public void the_schema_lets_no_failure_without_its_reason_and_no_unknown_field_pass() throws IOException {
        JsonNode report = json(everyOutcome().report());
        for (JsonNode probe : report.get("probes")) {
            ((ObjectNode) probe).remove("failure");
        }
        assertThat(SCHEMA.validate(report)).hasSize(4);

        JsonNode other = json(everyOutcome().report());
        ((ObjectNode) other).put("hostname", "build7");
        assertThat(SCHEMA.validate(other)).hasSize(1);
    }

    @Test
    public void a_built_probe_tells_what_it_was_made_with() throws IOException {
        BuildReport report = new SampleRun()
                .built(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""))
                .report();
        JsonNode json = json(report);
        JsonNode kmod = json.get("probes").get(0);

        assertThat(kmod.get("kind").asText()).isEqualTo("kmod");
        assertThat(kmod.get("files").get(0).get("path").asText())
                .isEqualTo("8.0.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko");
        assertThat(kmod.get("files").get(0).get("size").asLong()).isEqualTo(1_104_312);
        assertThat(kmod.get("seconds").decimalValue()).isEqualByComparingTo("9.812");
        assertThat(kmod.get("compiler").asText()).isEqualTo("gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0");
        assertThat(kmod.get("packages").get(0))
                .isEqualTo(json.get("packages").get(0).get("sha256"));
    }

    @Test
    public void a_copy_under_another_name_is_marked_as_an_alias() throws IOException {
        BuildReport report = new SampleRun()
                .aliased(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""), "falco_other_1.ko")
                .report();
        JsonNode json = json(report);

        assertThat(SCHEMA.validate(json)).isEmpty();
        for (JsonNode probe : json.get("probes")) {
            assertThat(probe.get("files")).hasSize(2);
            assertThat(probe.at("/files/0/alias").isMissingNode()).isTrue();
            assertThat(probe.at("/files/1/path").asText()).isEqualTo("falco_other_1.ko");
            assertThat(probe.at("/files/1/alias").asBoolean()).isTrue();
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        HtmlReport.write(report, page);
        assertThat(page.toString(UTF_8)).contains("falco_other_1.ko</a> <small>alias</small>");
    }

    @Test
    public void two_probes_of_one_kernel_share_its_packages() throws IOException {
        JsonNode json = json(new SampleRun()
                .built(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""))
                .report());

        assertThat(json.get("probes")).hasSize(2);
        assertThat(json.get("packages")).hasSize(1);
    }

    @Test
    public void no_password_gets_into_a_report() throws IOException {
        JsonNode json = json(everyOutcome()
                .warning("http://joe:pass%2Fword@mirror.example.org/x?token=abc: 404")
                .report());

        assertThat(json.toString())
                .contains("https://mirror.example.org/debian/pool")
                .doesNotContain("secret", "pass%2F", "token");
    }

    @Test
    public void the_newest_kernels_come_first_and_numbers_are_compared_as_numbers() {
        BuildReport report = new SampleRun()
                .built(SampleRun.kernel("5.10.0-46-amd64", "5.10.247-1", ""))
                .built(SampleRun.kernel("6.1.0-9-amd64", "6.1.27-1", ""))
                .built(SampleRun.kernel("6.1.0-50-amd64", "6.1.170-1", ""))
                .built(SampleRun.kernel("6.12.117+deb13-amd64", "6.12.117-1", ""))
                .report();

        assertThat(report.entries())
                .extracting(entry -> entry.kernel().release().value())
                .containsSubsequence("6.12.117+deb13-amd64", "6.1.0-50-amd64", "6.1.0-9-amd64", "5.10.0-46-amd64");
    }

    @Test
    public void a_store_can_tell_what_was_there_before() throws IOException {
        SampleRun run =
                new SampleRun().failed(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""), SampleRun.timeout());
        BuildReport report = BuildReport.of(
                run.summary(), HostFacts.current(), path -> Optional.of(new StoredProbe(path, 77, "ab".repeat(32))));

        JsonNode present = json(report).get("probes").get(1);
        assertThat(present.get("outcome").asText()).isEqualTo("present");
        assertThat(present.get("files").get(0).get("size").asInt()).isEqualTo(77);
    }

    @Test
    public void a_report_replaces_the_last_one_and_leaves_nothing_else_behind() throws IOException {
        Path output = folder.getRoot().toPath().resolve("output");
        new ReportFiles(output).write(new SampleRun().report());
        new ReportFiles(output).write(everyOutcome().report());

        try (Stream<Path> files = Files.list(output)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("report.json", "report.html");
        }
        assertThat(MAPPER.readTree(output.resolve("report.json").toFile())
                        .get("interrupted")
                        .asBoolean())
                .isTrue();
    }

    @Test
    public void a_report_that_cannot_be_finished_leaves_the_last_one_as_it_was() throws IOException {
        Path target = folder.getRoot().toPath().resolve("report.json");
        Files.writeString(target, "the last one");
        try {
            AtomicFiles.write(target, out -> {
                out.write(new byte[100_000]);
                throw new IOException("No space left on device");
            });
        } catch (IOException e) {
            assertThat(e).hasMessage("No space left on device");
        }
        assertThat(folder.getRoot().list()).containsExactly("report.json");
        assertThat(target).hasContent("the last one");
    }
}
