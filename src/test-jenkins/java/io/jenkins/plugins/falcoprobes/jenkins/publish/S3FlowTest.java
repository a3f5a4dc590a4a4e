package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.GetObjectRequest;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.CredentialsStore;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hudson.EnvVars;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import hudson.util.Secret;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesBuilder;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Fault;
import io.jenkins.plugins.falcoprobes.store.s3.FaultyNetwork.Faults;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/** Whole runs that publish real probes to a real S3 service. */
public class S3FlowTest {
    private static final String BUCKET = "probes";

    @ClassRule
    public static final JenkinsRule JENKINS = Probes.jenkins();

    @Rule
    public final S3Service service = new S3Service();

    @Rule
    public final KernelGate mirror = new KernelGate();

    @Rule
    public final FaultyNetwork network = new FaultyNetwork();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private AmazonS3 s3;
    private String publicKey;

    @Before
    public void settings() throws Exception {
        Probes.assumeEngine();
        mirror.use();
        s3 = service.client();
        s3.createBucket(BUCKET);
        credentials("keys", S3Service.KEYS.secret());
        credentials("wrong", "not-the-secret");
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        publicKey = pem("PUBLIC", keys.getPublic());
        store(new StringCredentialsImpl(
                CredentialsScope.GLOBAL, "signer", "", Secret.fromString(pem("PRIVATE", keys.getPrivate()))));
        network.before(service.endpoint());
    }

    @After
    public void leave() throws Exception {
        Probes.leave(JENKINS);
        SystemCredentialsProvider.getInstance().getCredentials().clear();
    }

    @Test
    public void two_agents_fill_a_bucket_and_the_next_run_builds_nothing() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("one", "docker", null));
        JENKINS.waitOnline(JENKINS.createSlave("two", "docker", null));
        WorkflowJob job = job("keys", ", latest: 2, shards: 2, provenanceKey: 'signer'");
        WorkflowRun first = JENKINS.buildAndAssertSuccess(job);
        assertThat(Probes.built(first)).hasSize(2).allMatch(ProbeRecord::published);
        // Who is faster takes more; whoever built something attests it.
        long builders =
                Probes.built(first).stream().map(ProbeRecord::agent).distinct().count();
        JENKINS.assertLogContains("Running on one in ", first);
        JENKINS.assertLogContains("Running on two in ", first);
        assertThat(keys()).filteredOn(key -> key.endsWith(".ko")).hasSizeGreaterThanOrEqualTo(2);
        assertThat(keys()).contains("falco/index.json", "falco/index.html", "falco/SHA256SUMS");
        assertThat(keys()).filteredOn(key -> key.endsWith(".intoto.jsonl")).hasSize((int) builders);
        for (ProbeRecord probe : Probes.built(first)) {
            for (var file : probe.files()) {
                assertThat(s3.getObjectMetadata(BUCKET, "falco/" + file.path()).getUserMetaDataOf("sha256"))
                        .isEqualTo(file.sha256());
                assertThat(s3.getObjectAsString(BUCKET, "falco/SHA256SUMS")).contains(file.sha256());
                assertThat(s3.getObjectAsString(BUCKET, "falco/index.json")).contains(file.sha256());
            }
        }
        assertThat(s3.getObjectAsString(BUCKET, keys().stream().filter(key -> key.endsWith(".jsonl")).findFirst().get()))
                .contains("\"sig\":\"");
        assertThat(first.getArtifacts()).extracting(Object::toString).contains("report.json").noneMatch(n -> n.endsWith(".ko"));
        String log = JenkinsRule.getLog(first);
        assertThat(log).doesNotContain("X-Amz-", S3Service.KEYS.secret(), "PRIVATE KEY");

        WorkflowRun second = JENKINS.buildAndAssertSuccess(job);
        assertThat(Probes.of(second)).hasSize(2).allMatch(probe -> probe.state() == ProbeState.PRESENT);
        JENKINS.assertLogContains("0 probes for 0 kernels to build, 2 there already", second);
    }

    @Test
    public void a_wrong_secret_is_one_line_and_nothing_is_built() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("three", "docker", null));
        WorkflowRun run = JENKINS.buildAndAssertStatus(Result.FAILURE, job("wrong", ", latest: 1"));
        JENKINS.assertLogContains("credentialsId: the service does not accept these credentials", run);
        JENKINS.assertLogNotContains("\tat io.jenkins.plugins.falcoprobes", run);
        JENKINS.assertLogNotContains("not-the-secret", run);
        assertThat(Probes.of(run)).isEmpty();
        assertThat(keys()).isEmpty();
    }

    @Test
    public void other_bytes_are_a_conflict_and_stay_and_the_others_go_on() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("four", "docker", null));
        WorkflowRun first = JENKINS.buildAndAssertSuccess(job("keys", ", latest: 2"));
        String path = Probes.built(first).get(0).files().get(0).path();
        for (String key : keys()) {
            s3.deleteObject(BUCKET, key);
        }
        s3.putObject(BUCKET, "falco/" + path, "something else");
        WorkflowRun second = JENKINS.buildAndAssertStatus(Result.UNSTABLE, first.getParent());
        assertThat(Probes.of(second)).extracting(ProbeRecord::reason).contains("conflict");
        assertThat(Probes.of(second)).filteredOn(ProbeRecord::published).hasSize(1);
        JENKINS.assertLogContains("(conflict)", second);
        assertThat(s3.getObjectAsString(BUCKET, "falco/" + path)).isEqualTo("something else");
    }

    @Test
    public void an_upload_that_breaks_off_is_all_that_the_next_run_repeats_and_that_run_tells_who_built_it()
            throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("five", "docker", null));
        WorkflowJob job = job("keys", ", latest: 1, retries: 1, provenanceKey: 'signer'", network.endpoint());
        network.inject(Faults.always(".ko", Fault.reset()));
        WorkflowRun first = JENKINS.buildAndAssertStatus(Result.UNSTABLE, job);
        assertThat(Probes.of(first)).extracting(ProbeRecord::reason).containsExactly("publish");
        assertThat(keys()).noneMatch(key -> key.endsWith(".ko") || key.endsWith(".jsonl"));

        network.inject(request -> Optional.empty());
        WorkflowRun second = JENKINS.buildAndAssertSuccess(job);
        ProbeRecord probe = Probes.of(second).get(0);
        assertThat(probe.state()).isEqualTo(ProbeState.PRESENT);
        assertThat(probe.published()).isTrue();
        JENKINS.assertLogContains("0 probes for 0 kernels to build, 1 there already", second);
        JsonNode entry = index().get("probes").get(0);
        assertThat(entry.get("file").asText()).isEqualTo(probe.files().get(0).path());
        assertThat(entry.get("builtAt").asText()).isNotEmpty();
        assertThat(entry.get("compiler").asText()).isNotEmpty();
        assertThat(entry.get("packages")).isNotEmpty();
        String page = JENKINS.getURL() + first.getUrl();
        assertThat(entry.get("buildUrl").asText()).isEqualTo(page);
        JsonNode statement = statement(entry.get("provenance").asText());
        assertThat(statement.at("/subject/0/digest/sha256").asText())
                .isEqualTo(entry.get("sha256").asText());
        assertThat(statement.at("/subject/0/annotations/builtBy").asText()).isEqualTo(page);
        assertThat(statement.at("/predicate/runDetails/metadata/invocationId").asText())
                .isEqualTo(JENKINS.getURL() + second.getUrl());
    }

    @Test
    public void a_run_that_is_stopped_attests_what_it_has_published() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("six", "docker", null));
        mirror.close();
        WorkflowRun run = job("keys", ", latest: 2, retries: 90, provenanceKey: 'signer'").scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("built debian ", run);
        mirror.awaitHeld();
        run.doStop();
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
        assertThat(Probes.built(run)).hasSize(1).allMatch(ProbeRecord::published);
        JsonNode entry = index().get("probes").get(0);
        assertThat(index().get("probes")).hasSize(1);
        assertThat(entry.get("builtAt").asText()).isNotEmpty();
        assertThat(statement(entry.get("provenance").asText()).get("subject")).hasSize(1);
    }

    @Test
    public void force_builds_what_is_published_and_replaces_it() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("seven", "docker", null));
        WorkflowRun first = JENKINS.buildAndAssertSuccess(job("keys", ", latest: 1"));
        String path = Probes.built(first).get(0).files().get(0).path();
        s3.putObject(BUCKET, "falco/" + path, "something else");
        WorkflowRun second = JENKINS.buildAndAssertSuccess(job("keys", ", latest: 1, force: true"));
        assertThat(Probes.built(second)).hasSize(1).allMatch(ProbeRecord::published);
        assertThat(s3.getObjectMetadata(BUCKET, "falco/" + path).getUserMetaDataOf("sha256"))
                .isEqualTo(Probes.built(second).get(0).files().get(0).sha256());
        assertThat(index().get("probes")).hasSize(1);
        assertThat(index().get("probes").get(0).get("buildUrl").asText())
                .isEqualTo(JENKINS.getURL() + second.getUrl());
    }

    @Test
    public void credentials_of_a_folder_publish_for_its_jobs_and_for_no_others() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("eight", "docker", null));
        Folder folder = JENKINS.createProject(Folder.class, "team");
        folder.addProperty(new FolderCredentialsProperty(new DomainCredentials[0]));
        CredentialsStore store =
                folder.getProperties().get(FolderCredentialsProperty.class).getStore();
        store.addCredentials(
                Domain.global(),
                new AWSCredentialsImpl(
                        CredentialsScope.GLOBAL, "team-keys", S3Service.KEYS.id(), S3Service.KEYS.secret(), ""));
        WorkflowJob inside = folder.createProject(WorkflowJob.class, "inside");
        inside.setDefinition(definition("team-keys", ", latest: 1", service.endpoint()));
        WorkflowRun run = JENKINS.buildAndAssertSuccess(inside);
        assertThat(Probes.built(run)).hasSize(1).allMatch(ProbeRecord::published);
        assertThat(keys()).filteredOn(key -> key.endsWith(".ko")).isNotEmpty();

        WorkflowRun outside = JENKINS.buildAndAssertStatus(Result.FAILURE, job("team-keys", ", latest: 1"));
        JENKINS.assertLogContains("has no AWS credentials with the id \"team-keys\"", outside);
        assertThat(Probes.of(outside)).isEmpty();
    }

    @Test
    public void variables_of_a_freestyle_build_are_expanded_in_the_publisher() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("nine", "docker", null));
        S3Publisher publisher = new S3Publisher();
        publisher.setBucket("${PLACE}");
        publisher.setPrefix("builds/${JOB_BASE_NAME}");
        publisher.setEndpoint("${SERVICE}");
        publisher.setPathStyle(true);
        publisher.setCredentialsId("keys");
        ProbeRequest request = Probes.request(1);
        request.setPublish(publisher);
        FreeStyleProject job = JENKINS.createFreeStyleProject("nightly");
        job.addProperty(new ParametersDefinitionProperty(
                new StringParameterDefinition("PLACE", BUCKET),
                new StringParameterDefinition("SERVICE", service.endpoint().toString())));
        job.setAssignedLabel(new LabelAtom("docker"));
        job.getBuildersList().add(new FalcoProbesBuilder(request));
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(job);
        assertThat(Probes.built(build)).hasSize(1).allMatch(ProbeRecord::published);
        assertThat(keys()).contains("builds/nightly/index.json");
    }

    @Test
    public void an_agent_needs_no_class_of_the_sdk_and_gets_none() throws Exception {
        Path log = folder.newFile().toPath();
        DumbSlave agent = JENKINS.createSlave(
                "ten", "docker", new EnvVars("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log));
        JENKINS.waitOnline(agent);
        WorkflowRun run = JENKINS.buildAndAssertSuccess(job("keys", ", latest: 1"));
        assertThat(Probes.built(run)).hasSize(1).allMatch(ProbeRecord::published);
        assertThat(Files.readString(log))
                .contains("io.jenkins.plugins.falcoprobes.store.s3.ProbeUploader")
                .doesNotContain("com.amazonaws", "software.amazon");
    }

    @Test
    public void what_jenkins_signed_is_verified_by_the_documented_commands() throws Exception {
        JENKINS.waitOnline(JENKINS.createSlave("eleven", "docker", null));
        JENKINS.buildAndAssertSuccess(job("keys", ", latest: 1, provenanceKey: 'signer'"));
        Path here = folder.newFolder().toPath();
        for (String key : keys()) {
            Path file = here.resolve(key.substring("falco/".length()));
            Files.createDirectories(file.getParent());
            s3.getObject(new GetObjectRequest(BUCKET, key), file.toFile());
        }
        Files.writeString(here.resolve("probes.pub"), publicKey);
        String bundle = keys().stream()
                .filter(key -> key.endsWith(".jsonl"))
                .findFirst()
                .orElseThrow()
                .substring("falco/".length());
        List<String> commands = Pattern.compile("(?s)```sh\n(.*?)```")
                .matcher(Files.readString(Path.of("docs/provenance.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        // Taken apart, then verified as an Ed25519 signature, then the probes.
        String script = commands.get(0) + commands.get(2) + commands.get(3);
        ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-euo", "pipefail", "-c", script)
                .directory(here.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("BUNDLE", bundle, "KEY", "probes.pub"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).contains("Signature Verified Successfully", ".ko: OK");
    }

    private JsonNode index() throws Exception {
        return new ObjectMapper().readTree(s3.getObjectAsString(BUCKET, "falco/index.json"));
    }

    private JsonNode statement(String provenance) throws Exception {
        JsonNode envelope = new ObjectMapper().readTree(s3.getObjectAsString(BUCKET, "falco/" + provenance));
        assertThat(envelope.get("signatures")).hasSize(1);
        return new ObjectMapper()
                .readTree(Base64.getDecoder().decode(envelope.get("payload").asText()));
    }

    private List<String> keys() {
        return s3.listObjectsV2(BUCKET).getObjectSummaries().stream()
                .map(S3ObjectSummary::getKey)
                .toList();
    }

    private WorkflowJob job(String credentials, String more) throws Exception {
        return job(credentials, more, service.endpoint());
    }

    private static WorkflowJob job(String credentials, String more, URI endpoint) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(definition(credentials, more, endpoint));
        return job;
    }

    private static CpsFlowDefinition definition(String credentials, String more, URI endpoint) throws Exception {
        return new CpsFlowDefinition(
                "buildFalcoProbes(" + Probes.PARAMETERS + more + ", publish: s3(bucket: '" + BUCKET
                        + "', prefix: 'falco', pathStyle: true, endpoint: '" + endpoint + "', credentialsId: '"
                        + credentials + "'))",
                true);
    }

    private static String pem(String kind, Key key) {
        return "-----BEGIN " + kind + " KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + kind + " KEY-----\n";
    }

    private static void credentials(String id, String secret) throws Exception {
        store(new AWSCredentialsImpl(CredentialsScope.GLOBAL, id, S3Service.KEYS.id(), secret, ""));
    }

    private static void store(com.cloudbees.plugins.credentials.Credentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }
}
