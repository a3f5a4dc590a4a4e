package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.net.URL;
import java.util.Base64;
import jenkins.util.VirtualFile;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import hudson.model.Job;
import hudson.Util;
import hudson.model.Node;
import hudson.model.Run;
import hudson.model.TopLevelItem;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeCall;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import org.jvnet.hudson.test.JenkinsRule;

/** What flow tests build, and what has to be true of it afterwards. */
public final class Probes {
    /** Parameters of a small build in a Pipeline; {@code latest} is still to be said. */
    public static final String PARAMETERS = "version: '0.40.0', driverSource: 'debian', distros: ['debian'],"
            + " kernels: '^6\\\\.1\\\\..*[0-9]-amd64$', kinds: ['kmod']";

    private Probes() {}

    /** A Jenkins for several tests, which build real probes, in the time of a slow machine. */
    public static JenkinsRule jenkins() {
        JenkinsRule jenkins = new JenkinsRule();
        jenkins.timeout = 1800;
        return jenkins;
    }

    /** Takes away what a test made in such a Jenkins, on its agents too: the next one begins with nothing. */
    public static void leave(JenkinsRule jenkins) throws Exception {
        jenkins.waitUntilNoActivity();
        for (Node node : jenkins.jenkins.getNodes()) {
            File root = new File(((DumbSlave) node).getRemoteFS());
            jenkins.disconnectSlave((DumbSlave) node);
            jenkins.jenkins.removeNode(node);
            Util.deleteRecursive(root);
        }
        for (TopLevelItem item : jenkins.jenkins.getItems()) {
            item.delete();
        }
    }

    /** Passes the test over where no container engine answers; one that is busy is waited for. */
    public static void assumeEngine() throws InterruptedException {
        assumeTrue("docker answers", engineAnswers());
    }

    private static boolean engineAnswers() throws InterruptedException {
        try {
            return new ProcessBuilder("docker", "ps", "--quiet")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** The same build as {@link #PARAMETERS} in a freestyle job. */
    public static ProbeRequest request(int latest) {
        ProbeRequest request = new ProbeRequest("0.40.0");
        request.setDriverSource("debian");
        request.setDistros(List.of("debian"));
        request.setKernels("^6\\.1\\..*[0-9]-amd64$");
        request.setKinds(List.of("kmod"));
        request.setLatest(latest);
        // A kernel that is held counts as a mirror that is slow.
        request.setRetries(90);
        return request;
    }

    /** The probes of a run's first call. */
    public static List<ProbeRecord> of(Run<?, ?> run) throws IOException {
        FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
        ProbeCall call = action.call(1);
        return action.ledger(call).records();
    }

    /** Those of them that were built. */
    public static List<ProbeRecord> built(Run<?, ?> run) throws IOException {
        return of(run).stream()
                .filter(probe -> probe.state() == ProbeState.BUILT)
                .toList();
    }

    /** Fails unless so many probes were built, each once, and are archived with their checksums. */
    public static void assertBuiltOnce(Run<?, ?> run, int count) throws IOException {
        List<ProbeRecord> built = built(run);
        assertThat(built).hasSize(count).allMatch(ProbeRecord::published);
        assertThat(Pattern.compile("\\bbuilt debian \\S+-amd64 kmod in ")
                        .matcher(String.join("\n", run.getLog(10_000)))
                        .results())
                .hasSize(count);
        assertThat(run.getArtifacts())
                .extracting(Run.Artifact::getFileName)
                .filteredOn(name -> name.endsWith(".ko"))
                .hasSize(count);
        assertThat(run.getArtifacts()).extracting(Run.Artifact::getFileName).contains("SHA256SUMS", "report.json");
    }

    /** Fails unless an archived index lists so many probes, each with how it was made, attested by an archived attestation. */
    public static void assertListed(Run<?, ?> run, int count) throws IOException {
        VirtualFile artifacts = run.getArtifactManager().root();
        JsonNode probes;
        try (InputStream index = artifacts.child("index.json").open()) {
            probes = new ObjectMapper().readTree(index).get("probes");
        }
        assertThat(artifacts.child("index.html").exists()).isTrue();
        assertThat(probes).hasSize(count).allSatisfy(probe -> {
            assertThat(probe.path("builtAt").asText()).isNotEmpty();
            assertThat(artifacts.child(probe.get("file").asText()).exists()).isTrue();
            assertThat(probe.path("provenance").asText()).isNotEmpty();
            try (InputStream bundle =
                    artifacts.child(probe.get("provenance").asText()).open()) {
                JsonNode statement = new ObjectMapper()
                        .readTree(Base64.getDecoder()
                                .decode(new ObjectMapper()
                                        .readTree(bundle)
                                        .get("payload")
                                        .asText()));
                assertThat(statement.get("subject"))
                        .anyMatch(subject ->
                                subject.at("/digest/sha256").asText().equals(probe.get("sha256").asText()));
            }
        });
    }

    /** Runs a job for one of Debian's kernels alone, as the button of its lookup page does, to its end. */
    public static Run<?, ?> buildOnly(JenkinsRule jenkins, Job<?, ?> job, String release) throws Exception {
        JenkinsRule.WebClient client = jenkins.createWebClient();
        URL address = new URL(
                jenkins.getURL(),
                job.getUrl() + "falco-probes/lookup/build?distro=debian&release=" + release.replace("+", "%2B"));
        client.getPage(client.addCrumb(new WebRequest(address, HttpMethod.POST)));
        jenkins.waitUntilNoActivityUpTo(600_000);
        return job.getLastBuild();
    }

    /** Fails if a container of this Jenkins is left, running or not. */
    public static void assertNoContainers() throws IOException, InterruptedException {
        String controller = Util.getDigestOf("falco-probes " + Jenkins.get().getLegacyInstanceId());
        Process list = new ProcessBuilder(
                        "docker",
                        "ps",
                        "--all",
                        "--quiet",
                        "--filter",
                        "label=io.jenkins.plugins.falcoprobes.controller=" + controller)
                .start();
        assertThat(list.getInputStream()).asString(UTF_8).isBlank();
        assertThat(list.waitFor()).isZero();
    }
}
