package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.BUILT;
import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange.Removal;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class ManifestJsonTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(ManifestJson.class.getResourceAsStream("index.schema.json"));

    private static Manifest ofRun() {
        List<ManifestEntry> entries = new RunEntries(
                        SampleRun.ofDebian(5).summary(),
                        "https://jenkins.example.org/job/probes/7/",
                        new MadeProbes(Path.of("none")))
                .of(new RunEntries.Place() {
                    @Override
                    public boolean holds(StoredProbe built) {
                        return true;
                    }

                    @Override
                    public Optional<StoredProbe> find(String path) {
                        return Optional.of(new StoredProbe(path, 7, SampleRun.sha256("present")));
                    }

                    @Override
                    public boolean hasTold(StoredProbe found) {
                        return true;
                    }
                });
        return Manifest.EMPTY.after(RunEntries.change(entries, "provenance/a.intoto.jsonl"));
    }

    private static Manifest many(int kernels) {
        List<ManifestEntry> entries = new ArrayList<>();
        for (int i = 0; i < kernels; i++) {
            for (ProbeKind kind : ProbeKind.values()) {
                entries.add(entry("8.0.0+driver", "6.1." + i + "-amd64", kind));
            }
        }
        return Manifest.EMPTY.after(ManifestChange.adding(entries));
    }

    @Test
    public void the_index_of_a_run_fits_its_schema_and_is_read_as_it_was_written() throws IOException {
        Manifest manifest = ofRun();
        byte[] json = ManifestJson.bytes(manifest);

        assertThat(SCHEMA.validate(MAPPER.readTree(json))).isEmpty();
        assertThat(ManifestReader.manifest(json, "index.json")).isEqualTo(manifest);
        assertThat(new String(json, UTF_8)).doesNotContain("builder:secret").contains("https://mirror.example.org/");
    }

    @Test
    public void an_index_in_which_something_is_being_deleted_fits_its_schema() throws IOException {
        ManifestEntry gone = entry("8.0.0+driver", "6.1.0-56-amd64", ProbeKind.KMOD);
        Manifest manifest = Manifest.EMPTY
                .after(ManifestChange.adding(List.of(gone)))
                .after(ManifestChange.removing(List.of(new Removal(gone.file(), gone.sha256(), BUILT))));
        byte[] json = ManifestJson.bytes(manifest);

        assertThat(SCHEMA.validate(MAPPER.readTree(json))).isEmpty();
        assertThat(ManifestReader.manifest(json, "index.json")).isEqualTo(manifest);
    }

    @Test
    public void the_schema_lets_no_entry_without_a_checksum_and_no_unknown_field_pass() throws IOException {
        for (String required : List.of("file", "sha256", "size", "kernel", "kind", "driver", "builtAt")) {
            JsonNode json = MAPPER.readTree(ManifestJson.bytes(many(1)));
            ((ObjectNode) json.get("probes").get(0)).remove(required);
            assertThat(SCHEMA.validate(json)).as(required).isNotEmpty();
        }
        JsonNode json = MAPPER.readTree(ManifestJson.bytes(many(1)));
        ((ObjectNode) json.get("probes").get(0)).put("secret", "x");
        assertThat(SCHEMA.validate(json)).isNotEmpty();
    }

    @Test
    public void whatever_the_order_in_which_entries_came_the_bytes_are_the_same() throws IOException {
        List<ManifestEntry> entries = new ArrayList<>(many(40).entries());
        byte[] expected = ManifestJson.bytes(many(40));
        Collections.reverse(entries);

        assertThat(ManifestJson.bytes(Manifest.EMPTY.after(ManifestChange.adding(entries))))
                .isEqualTo(expected);
        assertThat(new String(expected, UTF_8).lines().filter(line -> line.contains("\"file\"")))
                .as("a line for each probe")
                .hasSize(80);
    }

    @Test
    public void an_entry_tells_everything_about_its_probe() throws IOException {
        JsonNode probe =
                MAPPER.readTree(ManifestJson.bytes(many(1))).get("probes").get(0);

        assertThat(probe.get("file").asText()).isEqualTo("8.0.0+driver/x86_64/falco_debian_6.1.0-amd64_1.ko");
        assertThat(probe.at("/driver/version").asText()).isEqualTo("8.0.0+driver");
        assertThat(probe.at("/kernel/release").asText()).isEqualTo("6.1.0-amd64");
        assertThat(probe.get("packages")).hasSize(2);
        assertThat(probe.get("builtAt").asText()).isEqualTo("2026-11-22T17:52:00Z");
    }

    @Test
    public void a_change_is_read_as_it_was_written() throws IOException {
        ManifestChange change = new ManifestChange(
                List.of(entry("8.0.0+driver", "6.1.0-56-amd64", ProbeKind.EBPF)),
                List.of(new Removal("x.ko", SampleRun.sha256("x"), BUILT)),
                List.of("y.ko"));

        assertThat(ManifestReader.change(ManifestJson.bytes(change), "shard")).isEqualTo(change);
    }

    @Test
    public void fields_of_later_versions_of_this_schema_are_passed_over() throws IOException {
        String json = new String(ManifestJson.bytes(many(1)), UTF_8)
                .replace("\"schemaVersion\":1", "\"schemaVersion\":1,\"new\":{\"a\":[1,{}]}")
                .replace("\"kind\":\"kmod\"", "\"kind\":\"kmod\",\"sbom\":[{\"a\":1}],\"size2\":null");

        assertThat(ManifestReader.manifest(json.getBytes(UTF_8), "index.json")).isEqualTo(many(1));
    }

    @Test
    public void what_is_no_index_is_told_in_one_line_that_names_it() {
        for (String text : List.of(
                "",
                "{",
                "<html>",
                "[]",
                "{\"schemaVersion\":2}",
                "{\"schemaVersion\":1,\"probes\":[{\"file\":\"a\"}]}",
                "{\"schemaVersion\":1,\"probes\":[{\"file\":\"a\",\"kind\":\"kmod\",\"sha256\":\"x\",\"size\":\"many\"}]}",
                "{\"schemaVersion\":1,\"probes\":7}")) {
            assertThatThrownBy(() -> ManifestReader.manifest(text.getBytes(UTF_8), "s3 index.json"))
                    .as(text)
                    .isInstanceOf(ManifestException.class)
                    .hasMessageStartingWith("s3 index.json is no index of probes: ")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    public void twenty_thousand_probes_take_less_than_40_megabytes_in_all() throws IOException {
        Manifest manifest = many(10_000);

        byte[] json = ManifestJson.bytes(manifest);
        assertThat(json.length).isLessThan(24_000_000);
        assertThat(ManifestReader.manifest(json, "index.json")).isEqualTo(manifest);
        assertThat(IndexPage.bytes(manifest).length).isLessThan(16_000_000);
    }
}
