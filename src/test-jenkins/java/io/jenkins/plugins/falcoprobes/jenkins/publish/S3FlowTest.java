package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.model.S3ObjectSummary;
import com.cloudbees.jenkins.plugins.awscredentials.AWSCredentialsImpl;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.store.s3.S3Service;
import java.io.StringWriter;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
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

    private AmazonS3 s3;

    @Before
    public void settings() throws Exception {
        Probes.assumeEngine();
        mirror.use();
        s3 = service.client();
        s3.createBucket(BUCKET);
        credentials("keys", S3Service.KEYS.secret());
        credentials("wrong", "not-the-secret");
        KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
        StringWriter pem = new StringWriter();
        pem.append("-----BEGIN PRIVATE KEY-----\n")
                .append(Base64.getMimeEncoder()
                        .encodeToString(keys.generateKeyPair().getPrivate().getEncoded()))
                .append("\n-----END PRIVATE KEY-----\n");
        store(new StringCredentialsImpl(CredentialsScope.GLOBAL, "signer", "", Secret.fromString(pem.toString())));
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

    private List<String> keys() {
        return s3.listObjectsV2(BUCKET).getObjectSummaries().stream()
                .map(S3ObjectSummary::getKey)
                .toList();
    }

    private WorkflowJob job(String credentials, String more) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "buildFalcoProbes(" + Probes.PARAMETERS + more + ", publish: s3(bucket: '" + BUCKET
                        + "', prefix: 'falco', pathStyle: true, endpoint: '" + service.endpoint()
                        + "', credentialsId: '" + credentials + "'))",
                true));
        return job;
    }

    private static void credentials(String id, String secret) throws Exception {
        store(new AWSCredentialsImpl(CredentialsScope.GLOBAL, id, S3Service.KEYS.id(), secret, ""));
    }

    private static void store(com.cloudbees.plugins.credentials.Credentials credentials) throws Exception {
        SystemCredentialsProvider.getInstance().getCredentials().add(credentials);
        SystemCredentialsProvider.getInstance().save();
    }
}
