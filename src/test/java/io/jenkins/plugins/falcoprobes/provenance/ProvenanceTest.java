package io.jenkins.plugins.falcoprobes.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ProbeEntries;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProvenanceTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final BuilderFacts BUILDER = new BuilderFacts(
            URI.create("https://jenkins.example.org/"), "1.0", "https://joe:pw@jenkins.example.org/job/probes/7/");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private static Provenance provenance(Optional<SigningKey> key) throws IOException {
        return Provenance.of(attested("", "https://joe:pw@jenkins.example.org/job/probes/7/"), BUILDER, key)
                .orElseThrow();
    }

    private static Attested attested(String toldBy, String buildUrl) {
        BuildSummary summary = SampleRun.ofDebian(3).summary();
        ProbeEntries run = new ProbeEntries(summary.request(), summary.driver(), buildUrl);
        List<ManifestEntry> entries = summary.results().stream()
                .filter(ProbeResult::isBuilt)
                .map(result -> run.built(result, result.files()))
                .toList();
        return new Attested(
                summary.request(), summary.started(), summary.started().plus(summary.elapsed()), toldBy, entries);
    }

    private static JsonNode statement(Provenance provenance) throws IOException {
        return MAPPER.readTree(Base64.getDecoder()
                .decode(MAPPER.readTree(provenance.content()).get("payload").asText()));
    }

    private List<String> run(Map<String, String> environment, String script) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-euo", "pipefail", "-c", script)
                .directory(folder.getRoot())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        List<String> lines = new ArrayList<>(process.inputReader().lines().toList());
        lines.add("status " + process.waitFor());
        return lines;
    }

    private SigningKey key(String command) throws Exception {
        assertThat(run(Map.of(), command + " && openssl pkey -in test.key -pubout -out test.pub"))
                .endsWith("status 0");
        return SigningKey.parse(Files.readString(folder.getRoot().toPath().resolve("test.key")));
    }

    /** The blocks of commands of the page that users read, so that what is written there is what is tested. */
    private static List<String> documented() throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("(?s)```sh\n(.*?)```").matcher(Files.readString(Path.of("docs/provenance.md")));
        while (matcher.find()) {
            blocks.add(matcher.group(1));
        }
        assertThat(blocks).hasSize(4);
        return blocks;
    }

    private void verifies(SigningKey key, int command) throws Exception {
        Path bundle = folder.getRoot().toPath().resolve("run.intoto.jsonl");
        Provenance provenance = provenance(Optional.of(key));
        Files.write(bundle, provenance.content());
        Map<String, String> environment = Map.of("BUNDLE", "run.intoto.jsonl", "KEY", "test.pub");
        assertThat(run(environment, documented().get(0))).containsExactly("status 0");

        assertThat(run(environment, documented().get(command)))
                .as("the documented command")
                .anyMatch(line -> line.equals("Verified OK") || line.equals("Signature Verified Successfully"))
                .endsWith("status 0");
        assertThat(run(environment, "echo >> statement.pae; " + documented().get(command)))
                .as("of other bytes")
                .doesNotContain("status 0");
    }

    @Test
    public void openssl_verifies_an_ecdsa_signature_by_the_documented_commands() throws Exception {
        verifies(key("openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out test.key"), 1);
    }

    @Test
    public void openssl_verifies_the_signature_of_a_key_in_the_old_format() throws Exception {
        verifies(key("openssl ecparam -name prime256v1 -genkey -out test.key"), 1);
    }

    @Test
    public void openssl_verifies_an_ed25519_signature_by_the_documented_commands() throws Exception {
        verifies(key("openssl genpkey -algorithm ED25519 -out test.key"), 2);
    }

    @Test
    public void sha256sum_checks_the_probes_by_the_documented_command() throws Exception {
        Path root = folder.getRoot().toPath();
        Files.writeString(root.resolve("a+b.ko"), "a probe");
        String sha256 = Provenance.sha256("a probe".getBytes(UTF_8));
        Files.writeString(
                root.resolve("statement.json"),
                "{\"subject\":[{\"name\":\"a+b.ko\",\"digest\":{\"sha256\":\"" + sha256
                        + "\"}},{\"name\":\"absent.o\",\"digest\":{\"sha256\":\"" + sha256 + "\"}}]}");
        assertThat(run(Map.of(), documented().get(3))).containsExactly("a+b.ko: OK", "status 0");

        Files.writeString(root.resolve("a+b.ko"), "another probe");
        assertThat(run(Map.of(), documented().get(3))).contains("a+b.ko: FAILED", "status 1");
    }

    @Test
    public void the_key_id_is_the_digest_of_the_public_key() throws Exception {
        SigningKey key = key("openssl genpkey -algorithm ED25519 -out test.key");

        assertThat(run(Map.of(), "openssl pkey -pubin -in test.pub -outform DER | sha256sum"))
                .first()
                .isEqualTo(key.id() + "  -");
        assertThat(MAPPER.readTree(provenance(Optional.of(key)).content())
                        .at("/signatures/0/keyid")
                        .asText())
                .isEqualTo(key.id());
    }

    @Test
    public void without_a_key_the_envelope_has_no_signature() throws Exception {
        Provenance provenance = provenance(Optional.empty());
        JsonNode envelope = MAPPER.readTree(provenance.content());

        assertThat(envelope.get("signatures")).isEmpty();
        assertThat(envelope.get("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
        assertThat(new String(provenance.content(), UTF_8).lines()).hasSize(1);
        assertThat(provenance.path()).matches("provenance/20261122T175104Z-[0-9a-f]{12}\\.intoto\\.jsonl");
    }

    @Test
    public void the_statement_has_every_probe_and_everything_that_went_into_it_by_digest() throws Exception {
        JsonNode statement = statement(provenance(Optional.empty()));

        assertThat(statement.get("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.get("predicateType").asText()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.get("subject")).hasSize(52);
        assertThat(statement.at("/subject/0/digest/sha256").asText()).matches("[0-9a-f]{64}");
        JsonNode definition = statement.at("/predicate/buildDefinition");
        assertThat(definition.at("/externalParameters/falcoVersion").asText()).isEqualTo("0.40.0");
        assertThat(definition.get("resolvedDependencies")).hasSize(2 + 26);
        assertThat(definition.get("resolvedDependencies")).allSatisfy(dependency -> assertThat(
                        dependency.get("digest").elements().next().asText())
                .matches("[0-9a-f]{64}"));
        assertThat(statement.at("/predicate/runDetails/metadata/startedOn").asText())
                .isEqualTo("2026-11-22T17:51:04Z");
        assertThat(statement.at("/predicate/runDetails/metadata/finishedOn").asText())
                .isEqualTo("2026-11-22T17:53:45Z");
        assertThat(statement.toString()).doesNotContain("joe:pw", "builder:secret");
    }

    @Test
    public void of_nothing_there_is_no_statement_nor_of_what_nobody_knows_how_it_was_made() throws Exception {
        BuildSummary summary = SampleRun.ofDebian(3).summary();
        ManifestEntry found = new ManifestEntry(
                "a.ko",
                SampleRun.sha256("a"),
                1,
                attested("", "").entries().get(0).kernel(),
                ProbeKind.KMOD,
                "8.0.0+driver",
                "0.40.0",
                List.of(),
                Optional.empty(),
                summary.started());

        assertThat(Provenance.of(Attested.of(summary, List.of(found)), BUILDER, Optional.empty()))
                .isEmpty();
    }

    @Test
    public void what_an_earlier_run_built_and_what_others_said_is_told_as_such() throws Exception {
        Attested earlier = attested("the agent one", "https://jenkins.example.org/job/probes/6/");
        JsonNode statement =
                statement(Provenance.of(earlier, BUILDER, Optional.empty()).orElseThrow());

        assertThat(statement.get("subject")).allSatisfy(subject -> {
            assertThat(subject.at("/annotations/builtBy").asText())
                    .isEqualTo("https://jenkins.example.org/job/probes/6/");
            assertThat(subject.at("/annotations/builtOn").asText()).startsWith("20");
        });
        assertThat(statement
                        .at("/predicate/buildDefinition/internalParameters/resolvedDependenciesToldBy")
                        .asText())
                .isEqualTo("the agent one");
    }

    @Test
    public void keys_that_cannot_be_used_are_refused_in_one_line_without_a_word_of_them() throws Exception {
        Map<String, String> commands = Map.of(
                "openssl genpkey -algorithm RSA -out test.key",
                "another kind",
                "openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out test.key",
                "another kind",
                "openssl genpkey -algorithm ED25519 -aes256 -pass pass:secret -out test.key",
                "is encrypted",
                "openssl genpkey -algorithm ED25519 -out k && openssl pkey -in k -pubout -out test.key",
                "no private key",
                "echo hello > test.key",
                "no private key",
                "printf -- '-----BEGIN ENCRYPTED SIGSTORE PRIVATE KEY-----\\nAAAA\\n"
                        + "-----END ENCRYPTED SIGSTORE PRIVATE KEY-----\\n' > test.key",
                "is encrypted",
                "printf -- '-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n' > test.key",
                "is damaged");
        for (Map.Entry<String, String> command : commands.entrySet()) {
            assertThat(run(Map.of(), command.getKey())).endsWith("status 0");
            String pem = Files.readString(folder.getRoot().toPath().resolve("test.key"));
            assertThatThrownBy(() -> SigningKey.parse(pem))
                    .as(command.getKey())
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(command.getValue())
                    .hasMessageContaining("ECDSA P-256 or Ed25519")
                    .hasMessageNotContaining("\n");
        }
    }
}
