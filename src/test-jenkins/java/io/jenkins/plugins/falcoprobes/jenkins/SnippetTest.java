package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLEncoder;
import java.util.Map;
import java.util.TreeMap;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.UninstantiatedDescribable;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.cps.Snippetizer;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.ClassRule;
import org.junit.Test;
import org.jvnet.hudson.test.JenkinsRule;

/** The step as the snippet generator writes it. */
public class SnippetTest {
    @ClassRule
    public static final JenkinsRule JENKINS = new JenkinsRule();

    @Test
    public void defaults_are_not_mentioned() throws Exception {
        assertThat(Snippetizer.object2Groovy(new BuildFalcoProbesStep("0.40.0")))
                .isEqualTo("buildFalcoProbes '0.40.0'");
    }

    @Test
    public void everything_else_is_mentioned_and_comes_back() throws Exception {
        BuildFalcoProbesStep step = full();
        UninstantiatedDescribable written = DescribableModel.of(BuildFalcoProbesStep.class).uninstantiate2(step);
        Map<String, Object> arguments = new TreeMap<>(written.getArguments());
        assertThat(arguments)
                .containsOnlyKeys(
                        "version", "distros", "kernels", "latest", "kinds", "architectures", "driverSource", "naming",
                        "jobs", "timeout", "retries", "force", "knownBad", "tryKnownBad", "label", "shards", "image",
                        "dockerRegistry", "cache", "onFailure", "publish");
        BuildFalcoProbesStep read = DescribableModel.of(BuildFalcoProbesStep.class).instantiate(arguments, null);
        assertThat(read.request()).usingRecursiveComparison().isEqualTo(Requests.full());
        assertThat(Snippetizer.object2Groovy(step))
                .contains("publish: artifacts(fingerprint: false)", "onFailure: 'IGNORE'", "distros: ['debian']");
    }

    @Test
    public void what_a_form_leaves_empty_is_not_mentioned() throws Exception {
        String form =
                """
                {"stapler-class": "%s", "$class": "%s", "version": "0.40.0", "distros": "debian", "kernels": "",
                 "latest": "2", "driverSource": "", "label": "", "publish": {"stapler-class": "%s", "$class": "%s",
                 "fingerprint": true}, "kinds": "", "architectures": "", "naming": "", "force": false, "knownBad": "",
                 "tryKnownBad": false, "shards": "", "jobs": "", "timeout": "", "retries": "", "onFailure": "UNSTABLE", "image": "", "cache": ""}
                """
                        .replaceFirst("%s", BuildFalcoProbesStep.class.getName())
                        .replaceFirst("%s", BuildFalcoProbesStep.class.getName())
                        .replace("%s", "io.jenkins.plugins.falcoprobes.jenkins.publish.ArchivePublisher");
        assertThat(generate(form).strip())
                .isEqualTo("buildFalcoProbes distros: ['debian'], latest: 2, version: '0.40.0'");
    }

    @Test
    public void the_reference_explains_every_parameter() throws Exception {
        String page = JENKINS.createWebClient()
                .goTo("pipeline-syntax/html")
                .getWebResponse()
                .getContentAsString();
        String step = page.substring(page.indexOf("<code>buildFalcoProbes<"));
        assertThat(step)
                .contains("falcosecurity-scap-dkms", "Only the newest so many kernels", "Records the MD5 of each probe");
    }

    /** A step is preferred to a publisher of the same name: {@code archive} would not do. */
    @Test
    public void a_pipeline_takes_the_publishers_word_for_the_publisher() throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo \"${artifacts(fingerprint: false)}\"", true));
        WorkflowRun run = JENKINS.buildAndAssertSuccess(job);
        JENKINS.assertLogContains("@artifacts(fingerprint=false)", run);
    }

    private static String generate(String json) throws Exception {
        JenkinsRule.WebClient client = JENKINS.createWebClient();
        String query = Snippetizer.GENERATE_URL + "?json=" + URLEncoder.encode(json, UTF_8);
        WebRequest request = new WebRequest(new URL(JENKINS.getURL(), query), HttpMethod.POST);
        client.addCrumb(request);
        return client.getPage(request).getWebResponse().getContentAsString();
    }

    private static BuildFalcoProbesStep full() {
        ProbeRequest request = Requests.full();
        BuildFalcoProbesStep step = new BuildFalcoProbesStep(request.getVersion());
        step.setDistros(request.getDistros());
        step.setKernels(request.getKernels());
        step.setLatest(request.getLatest());
        step.setKinds(request.getKinds());
        step.setArchitectures(request.getArchitectures());
        step.setDriverSource(request.getDriverSource());
        step.setNaming(request.getNaming());
        step.setJobs(request.getJobs());
        step.setTimeout(request.getTimeout());
        step.setRetries(request.getRetries());
        step.setForce(request.isForce());
        step.setKnownBad(request.getKnownBad());
        step.setTryKnownBad(request.isTryKnownBad());
        step.setLabel(request.getLabel());
        step.setShards(request.getShards());
        step.setImage(request.getImage());
        step.setDockerRegistry(request.getDockerRegistry());
        step.setCache(request.getCache());
        step.setOnFailure(request.getOnFailure());
        step.setPublish(request.getPublish());
        return step;
    }
}
