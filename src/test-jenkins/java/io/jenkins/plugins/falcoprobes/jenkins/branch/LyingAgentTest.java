package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.model.FreeStyleBuild;
import hudson.slaves.DumbSlave;
import hudson.util.StreamTaskListener;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentLink;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.publish.PublishContext;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.jenkins.run.RecordJson;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.provenance.Provenance;
import io.jenkins.plugins.falcoprobes.store.Publication.Obstacle;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jenkins.agents.ControllerToAgentCallable;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent that sends what is not so, over a channel of its own: the controller takes nothing of it. */
public class LyingAgentTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    private static final ProbeKey PROBE = new ProbeKey("debian", "6.1.0-50-amd64", "6.1.1-1", "", "x86_64", "kmod");
    private static final String SUM = "0".repeat(64);
    private static final String PATH = "8.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.ko";

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private DumbSlave agent;
    private FreeStyleBuild run;
    private FilePath output;
    private Path logs;
    private ProbeLedger ledger;
    private ProbeRequest request;
    private List<ManifestEntry> listed = List.of();
    private Publishing publishing;
    private AgentContainers containers;
    private ControllerLink link;

    /** One thing that an agent says; returns what it gets for it. */
    private record Saying(AgentLink link, String what, String text) implements ControllerToAgentCallable<String, Exception> {
        @Override
        public String call() {
            try {
                switch (what) {
                    case "planned" -> link.planned(text);
                    case "started" -> link.started(text);
                    case "finished" -> link.finished(text);
                    case "made" -> link.made(text);
                    case "progress" -> link.progress(text);
                    case "warning" -> link.warning(text);
                    case "claim" -> {
                        return Boolean.toString(link.claimFirst(new String[] {text}) == 0);
                    }
                    default -> throw new IllegalArgumentException(what);
                }
                return "taken";
            } catch (RuntimeException e) {
                return String.valueOf(e.getMessage());
            }
        }

        /** The channel's log asks for it, and a link that is not sent yet has none. */
        @Override
        public String toString() {
            return what;
        }
    }

    @Before
    public void link() throws Exception {
        agent = JENKINS.createOnlineSlave();
        run = JENKINS.buildAndAssertSuccess(JENKINS.createFreeStyleProject());
        request = new ProbeRequest("0.40.0");
        request.setDistros(List.of("debian"));
        ProbeCall call = FalcoProbesAction.begin(run, request);
        FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
        ledger = action.ledger(call);
        logs = action.folder(call).toPath();
        output = agent.getRootPath().child("out");
        output.mkdirs();
        StreamTaskListener listener = new StreamTaskListener(console, UTF_8);
        Launcher launcher = agent.createLauncher(listener);
        publishing = new Publishing(
                request.publisher().open(new PublishContext(run, output, launcher, listener)), ledger, listener, output, logs, "");
        containers = AgentContainers.open(
                new Place(run, agent, output, launcher, new EnvVars(), listener), request, "1 debian");
        link = new ControllerLink(
                Branch.named("debian"), "liar", ledger, listener, publishing, containers, Set.of());
    }

    @After
    public void leave() throws Exception {
        publishing.close();
        containers.close();
        JENKINS.jenkins.removeNode(agent);
    }

    @Test
    public void what_was_asked_for_and_is_there_is_taken() throws Exception {
        output.child(PATH).write("probe", UTF_8.name());
        plan(planned(PROBE));
        assertThat(say("claim", PROBE.kernel())).isEqualTo("true");
        assertThat(say("finished", json(built(PROBE, new ProbeFile(PATH, 5, sha256("probe")))))).isEqualTo("taken");
        publishing.finish();
        assertThat(run.getArtifacts()).extracting(each -> each.relativePath).containsExactly(PATH);
    }

    @Test
    public void no_path_leaves_its_folder_nor_is_a_document_of_the_run() throws Exception {
        plan(planned(PROBE));
        say("claim", PROBE.kernel());
        for (String path : List.of(
                "../../../../config.xml",
                "/etc/passwd.ko",
                "8.0.0+driver/../../../x.ko",
                "8.0.0+driver/./x.ko",
                ".ssh/x.ko",
                "a\\..\\b.ko",
                "a\n.ko",
                "SHA256SUMS",
                "report.json",
                "")) {
            assertThat(say("finished", json(built(PROBE, new ProbeFile(path, 1, SUM)))))
                    .as(path)
                    .contains("is not accepted");
        }
        assertThat(say("finished", json(withLog(built(PROBE, new ProbeFile(PATH, 1, SUM)), "../../build.xml"))))
                .contains("is not accepted");
        assertThat(say("planned", RecordJson.write(List.of(present("../x.ko"))))).contains("is not accepted");
        assertNothingTaken();
    }

    @Test
    public void a_probe_that_nobody_asked_for_is_none() throws Exception {
        ProbeRecord built = built(PROBE, new ProbeFile(PATH, 1, SUM));
        assertThat(say("finished", json(built))).as("not planned").contains("which nobody asked for");
        assertThat(say("planned", RecordJson.write(List.of(planned(new ProbeKey("ubuntu", "6.8.0-1", "6.8.0-1.1", "", "x86_64", "kmod"))))))
                .as("of a distribution that it does not build")
                .contains("which nobody asked for");
        assertThat(say("planned", RecordJson.write(List.of(planned(new ProbeKey("debian", "6.8.0-1", "6.8.0-1.1", "", "x86_64", "sh"))))))
                .as("of a kind that is none")
                .contains("which nobody asked for");
        assertThat(say("planned", RecordJson.write(List.of(built)))).as("not planned, but built").contains("not accepted");
        assertThat(ledger.records()).isEmpty();
        plan(planned(PROBE));
        assertThat(say("finished", json(built))).as("not claimed").contains("which nobody asked for");
        assertThat(say("claim", "debian/9.9.9/x86_64")).as("a kernel of no plan").isEqualTo("false");
        assertNothingTaken();
    }

    @Test
    public void what_has_ended_stays_as_it_is() throws Exception {
        plan(planned(PROBE));
        ledger.claim("debian", PROBE.kernel());
        ledger.finish(built(PROBE, new ProbeFile(PATH, 1, SUM)));
        ledger.published(List.of(PROBE));
        ProbeRecord before = ledger.find(PROBE).orElseThrow();
        assertThat(say("finished", json(built(PROBE, new ProbeFile(PATH, 2, "f".repeat(64))))))
                .contains("which nobody asked for");
        say("finished", json(ProbeRecord.planned(PROBE).in(ProbeState.FAILED, "x")));
        say("started", json(ProbeRecord.planned(PROBE).in(ProbeState.RUNNING, "x")));
        plan(planned(PROBE));
        assertThat(ledger.find(PROBE)).contains(before);
    }

    @Test
    public void what_another_part_builds_is_not_for_this_one_to_end() throws Exception {
        plan(planned(PROBE));
        ledger.claim("debian 2/2", PROBE.kernel());
        assertThat(say("finished", json(built(PROBE, new ProbeFile(PATH, 1, SUM)))))
                .contains("which nobody asked for");
        assertNothingTaken();
    }

    @Test
    public void text_that_is_no_record_or_too_long_is_refused() throws Exception {
        plan(planned(PROBE));
        say("claim", PROBE.kernel());
        ProbeRecord built = built(PROBE, new ProbeFile(PATH, 1, SUM));
        assertThat(say("finished", "{\"key\":")).isNotEqualTo("taken");
        assertThat(say("finished", "{}")).isNotEqualTo("taken");
        assertThat(say("finished", "null")).contains("something missing");
        assertThat(say("finished", json(built.in(ProbeState.BUILT, "x".repeat(1 << 20)))))
                .contains("characters, which is not accepted");
        assertThat(say("finished", json(built(PROBE, new ProbeFile(PATH, -1, SUM))))).contains("not accepted");
        assertThat(say("finished", json(built(PROBE, new ProbeFile(PATH, 1, "../x"))))).contains("not accepted");
        assertNothingTaken();
    }

    @Test
    public void odd_text_becomes_one_line_that_reads_as_it_is() throws Exception {
        String odd = "\u001B[8mha:////4AAA\u001B[0m\r\nFinished: SUCCESS\u2028x\u202Eba\u0085\u200B" + "y".repeat(100_000);
        say("progress", odd);
        say("warning", odd);
        plan(planned(PROBE));
        say("claim", PROBE.kernel());
        say("finished", json(ProbeRecord.planned(PROBE).in(ProbeState.FAILED, "what\nis\u001B[8mit")));
        ProbeRecord taken = ledger.find(PROBE).orElseThrow();
        assertThat(taken.detail()).isEqualTo("what is [8mit");
        assertThat(console.toString(UTF_8).lines())
                .hasSizeLessThan(10)
                .allMatch(line -> line.length() < 1100)
                .noneMatch(line -> line.startsWith("Finished:"))
                .noneMatch(line -> line.matches(".*[\\p{Cc}\\p{Cf}\\u2028\\u2029].*"));
        assertThat(ledger.warnings()).allMatch(warning -> warning.length() < 1100);
    }

    @Test
    public void warnings_without_end_come_to_an_end() throws Exception {
        for (int i = 0; i < 1500; i++) {
            ledger.warn("warning " + i);
        }
        say("warning", "one more");
        assertThat(ledger.warnings()).hasSize(1000).doesNotContain("one more");
    }

    @Test
    public void a_log_is_kept_in_its_folder_and_never_whole_if_it_is_long() throws Exception {
        output.child("logs").mkdirs();
        output.child("logs/long.log").write("x".repeat(1 << 20), UTF_8.name());
        Path secret = new File(agent.getRemoteFS(), "secret").toPath();
        Files.writeString(secret, "secret");
        Files.createSymbolicLink(Path.of(output.child("logs/link.log").getRemote()), secret);
        ProbeRecord failed = ProbeRecord.planned(PROBE).in(ProbeState.FAILED, "x");
        new LogKeeper(output, logs)
                .fetch(List.of(
                        withLog(failed, "logs/long.log"),
                        withLog(failed, "logs/link.log"),
                        withLog(failed, "logs/none.log")));
        assertThat(logs.resolve("logs/long.log")).hasSize(256 << 10);
        assertThat(logs.resolve("logs/link.log")).doesNotExist();
        assertThat(logs.resolve("logs/none.log")).doesNotExist();
    }

    @Test
    public void of_what_is_listed_and_attested_only_how_it_was_made_is_the_agent_s_word() throws Exception {
        output.child(PATH).write("probe", UTF_8.name());
        String sum = sha256("probe");
        plan(planned(PROBE));
        say("claim", PROBE.kernel());
        assertThat(say("made", entries(PATH, sum, 5, "6.1.0-50-amd64", ""))).isEqualTo("taken");
        say("finished", json(built(PROBE, new ProbeFile(PATH, 5, sum))));
        publishing.finish();
        JsonNode statement = attested().orElseThrow();
        assertThat(statement.get("subject")).hasSize(1);
        assertThat(statement.at("/subject/0/digest/sha256").asText()).isEqualTo(sum);
        assertThat(statement.at("/predicate/buildDefinition/externalParameters/distros/0").asText())
                .isEqualTo("debian");
        assertThat(statement.at("/predicate/buildDefinition/internalParameters/resolvedDependenciesToldBy")
                        .asText())
                .isEqualTo("the agent liar");
        assertThat(statement.at("/predicate/runDetails/metadata/invocationId").asText())
                .isEqualTo(JENKINS.getURL() + run.getUrl());
        assertThat(listed).extracting(ManifestEntry::file).containsExactly(PATH);
    }

    @Test
    public void what_is_not_so_is_neither_listed_nor_attested() throws Exception {
        output.child(PATH).write("probe", UTF_8.name());
        String sum = sha256("probe");
        plan(planned(PROBE));
        say("claim", PROBE.kernel());
        say("finished", json(built(PROBE, new ProbeFile(PATH, 5, sum))));
        publishing.finish();
        for (String lie : List.of(
                entries(PATH, SUM, 5, "6.1.0-50-amd64", ""), // other bytes
                entries(PATH, sum, 6, "6.1.0-50-amd64", ""), // another length
                entries(PATH, sum, 5, "6.1.0-51-amd64", ""), // another kernel
                entries(PATH.replace("50", "51"), sum, 5, "6.1.0-50-amd64", ""), // not published
                entries(PATH, sum, 5, "6.1.0-50-amd64", "https://evil.example.org/job/x/1/"),
                // This run built it, so that no earlier one can have.
                entries(PATH, sum, 5, "6.1.0-50-amd64", JENKINS.getURL() + run.getParent().getUrl() + "0/"))) {
            assertThat(say("made", lie)).as(lie).isEqualTo("taken");
            assertThat(attested()).as(lie).isEmpty();
            assertThat(listed).as(lie).isEmpty();
        }
        for (String lie : List.of(
                "{",
                "null",
                "x".repeat((8 << 20) + 1),
                entries("../../config.xml", sum, 5, "6.1.0-50-amd64", ""),
                entries("index.html", sum, 5, "6.1.0-50-amd64", ""),
                entries(PATH, "<script>", 5, "6.1.0-50-amd64", ""),
                entries(PATH, sum, 5, "6.1.0-50-amd64", "javascript:alert(1)"))) {
            assertThat(say("made", lie)).as(lie.substring(0, Math.min(200, lie.length()))).isNotEqualTo("taken");
        }
    }

    private String entries(String path, String sum, long size, String release, String buildUrl) {
        String url = buildUrl.isEmpty() ? RunRecords.page(run) : buildUrl;
        return "{\"schemaVersion\":1,\"packages\":[],\"probes\":[{\"file\":\"" + path + "\",\"sha256\":\"" + sum
                + "\",\"size\":" + size + ",\"kernel\":{\"distro\":\"debian\",\"release\":\"" + release
                + "\",\"packageVersion\":\"6.1.1-1\",\"architecture\":\"x86_64\"},\"kind\":\"kmod\",\"driver\":{\"version\":\"8.0.0+driver\"},"
                + "\"builtAt\":\"2026-11-25T00:00:00Z\",\"buildUrl\":\"" + url
                + "\",\"provenance\":\"provenance/mine.intoto.jsonl\"}]}";
    }

    /** What the run would attest now, and what it would list. */
    private Optional<JsonNode> attested() throws Exception {
        listed = List.of();
        List<JsonNode> statements = new ArrayList<>();
        Publication publication = new Publication() {
            @Override
            public List<ProbeFile> present(String prefix) {
                return List.of();
            }

            @Override
            public Map<String, Obstacle> publish(Collection<ProbeFile> files) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void publishDocuments(File folder) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void publishRecords(ManifestChange change, Optional<Provenance> provenance) throws IOException {
                listed = change.added();
                if (provenance.isPresent()) {
                    JsonNode envelope = new ObjectMapper().readTree(provenance.get().content());
                    statements.add(new ObjectMapper()
                            .readTree(Base64.getDecoder()
                                    .decode(envelope.get("payload").asText())));
                    assertThat(change.added()).allMatch(entry -> entry.making()
                            .map(making -> making.provenance().equals(provenance.get().path()))
                            .orElse(true));
                }
            }
        };
        RequestText text = request.toText(FalcoProbesConfiguration.get()).ofDistros(List.of("debian"));
        RunRecords.of(run, null)
                .publish(
                        new RunRecords.Part(text, "liar", Instant.now()),
                        link.entries(),
                        ledger,
                        List.of(),
                        publication);
        return statements.stream().findFirst();
    }

    private void assertNothingTaken() throws Exception {
        publishing.finish();
        assertThat(run.getArtifacts()).isEmpty();
        assertThat(ledger.find(PROBE)).map(ProbeRecord::state).contains(ProbeState.PLANNED);
    }

    private void plan(ProbeRecord record) throws Exception {
        assertThat(say("planned", RecordJson.write(List.of(record)))).isEqualTo("taken");
    }

    private String say(String what, String text) throws Exception {
        // Exported each time: an agent that has forgotten a link has taken it back.
        AgentLink exported = agent.getChannel().export(AgentLink.class, link);
        return agent.getChannel().call(new Saying(exported, what, text));
    }

    private static String json(ProbeRecord record) {
        return RecordJson.write(record);
    }

    private static ProbeRecord planned(ProbeKey key) {
        return ProbeRecord.planned(key);
    }

    private static ProbeRecord built(ProbeKey key, ProbeFile file) {
        return record(key, ProbeState.BUILT, List.of(file), "");
    }

    private static ProbeRecord present(String path) {
        return record(PROBE, ProbeState.PRESENT, List.of(new ProbeFile(path, 1, SUM)), "");
    }

    private static ProbeRecord withLog(ProbeRecord of, String log) {
        return record(of.key(), of.state(), of.files(), log);
    }

    private static ProbeRecord record(ProbeKey key, ProbeState state, List<ProbeFile> files, String log) {
        return new ProbeRecord(key, state, "", "", "", "", 1, 1, log, files, "", "", true);
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    }
}
