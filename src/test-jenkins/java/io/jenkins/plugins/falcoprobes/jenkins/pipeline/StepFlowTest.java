package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.ParametersDefinitionProperty;
import hudson.model.Result;
import hudson.model.StringParameterDefinition;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import java.util.List;
import java.util.stream.Collectors;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** The step in Pipelines on real agents, with a real container engine and real kernels. */
public class StepFlowTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final KernelGate mirror = new KernelGate();

    @ClassRule
    public static final JenkinsRule JENKINS = Probes.jenkins();

    @Before
    public void settings() throws InterruptedException {
        Probes.assumeEngine();
        mirror.use();
    }

    @After
    public void leave() throws Exception {
        mirror.open();
        Probes.leave(JENKINS);
    }

    @Test
    public void inside_a_node_it_builds_in_that_workspace() throws Exception {
        agent("one");
        WorkflowRun run = JENKINS.buildAndAssertSuccess(job("node('docker') {\n  def probes = buildFalcoProbes("
                + Probes.PARAMETERS + ", latest: 1)\n"
                + "  echo \"built=${probes.built} failed=${probes.failed} skipped=${probes.skipped} ${probes.probes}\"\n"
                + "  echo \"there: ${fileExists(\"falco-probes/${probes.probes[0]}\")}\"\n}"));
        Probes.assertBuiltOnce(run, 1);
        JENKINS.assertLogContains("built=1 failed=0", run);
        JENKINS.assertLogContains("there: true", run);
        JENKINS.assertLogNotContains("[Pipeline] parallel", run);
        Probes.assertNoContainers();
    }

    @Test
    public void outside_of_a_node_it_is_split_over_agents_that_build_nothing_twice() throws Exception {
        agent("one");
        agent("two");
        WorkflowRun run = JENKINS.buildAndAssertSuccess(
                job("def probes = buildFalcoProbes(" + Probes.PARAMETERS + ", latest: 2, shards: 2)\n"
                        + "echo \"built=${probes.built} failed=${probes.failed}\""));
        Probes.assertBuiltOnce(run, 2);
        JENKINS.assertLogContains("{ (debian 1/2)", run);
        JENKINS.assertLogContains("{ (debian 2/2)", run);
        JENKINS.assertLogContains("Running on one in ", run);
        JENKINS.assertLogContains("Running on two in ", run);
        JENKINS.assertLogContains("built=2 failed=0", run);
        Probes.assertNoContainers();
    }

    @Test
    public void a_run_for_one_kernel_builds_that_alone_whatever_the_pipeline_asks_for() throws Exception {
        agent("one");
        WorkflowRun usual =
                JENKINS.buildAndAssertSuccess(job("buildFalcoProbes(" + Probes.PARAMETERS + ", latest: 1)"));
        String release = Probes.built(usual).get(0).key().release();
        for (String where : List.of("stage('Probes')", "node('docker')")) {
            WorkflowJob job = job(where + "{ buildFalcoProbes(" + Probes.PARAMETERS.replace("^6", "^no kernel, 6")
                    + ", latest: 1, shards: 2) }");
            JENKINS.buildAndAssertStatus(Result.FAILURE, job);
            WorkflowRun run = (WorkflowRun) Probes.buildOnly(JENKINS, job, release);
            JENKINS.assertBuildStatusSuccess(run);
            Probes.assertBuiltOnce(run, 1);
            assertThat(Probes.of(run)).extracting(probe -> probe.key().release()).containsExactly(release);
        }
    }

    @Test
    public void in_a_declarative_pipeline_without_an_agent_it_finds_its_own() throws Exception {
        agent("one");
        WorkflowJob job = job("pipeline {\n  agent none\n  stages { stage('Probes') { steps {\n    buildFalcoProbes("
                + Probes.PARAMETERS.replace("'0.40.0'", "params.FALCO_VERSION") + ", latest: 1)\n  } } }\n}");
        job.addProperty(new ParametersDefinitionProperty(new StringParameterDefinition("FALCO_VERSION", "0.40.0")));
        WorkflowRun run = JENKINS.buildAndAssertSuccess(job);
        Probes.assertBuiltOnce(run, 1);
        JENKINS.assertLogContains("{ (debian)", run);
    }

    @Test
    public void an_abort_keeps_what_was_finished_and_leaves_nothing_behind() throws Exception {
        agent("one");
        mirror.close();
        WorkflowRun run = job("buildFalcoProbes(" + Probes.PARAMETERS + ", latest: 2, retries: 90)")
                .scheduleBuild2(0)
                .waitForStart();
        JENKINS.waitForMessage("built debian ", run);
        mirror.awaitHeld();
        run.getExecutor().interrupt();
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(run));
        Probes.assertBuiltOnce(run, 1);
        Probes.assertListed(run, 1);
        assertThat(Probes.of(run)).filteredOn(probe -> probe.state() == ProbeState.RUNNING).isEmpty();
        // At once: the run must not end before its work has.
        Probes.assertNoContainers();
        JENKINS.assertLogNotContains("InterruptedException", run);
    }

    @Test
    public void what_a_lost_agent_has_not_finished_is_built_on_another() throws Exception {
        DumbSlave one = agent("one");
        mirror.close();
        WorkflowRun run = job("buildFalcoProbes(" + Probes.PARAMETERS + ", latest: 2, retries: 90)")
                .scheduleBuild2(0)
                .waitForStart();
        JENKINS.waitForMessage("built debian ", run);
        mirror.awaitHeld();
        agent("two");
        one.toComputer().disconnect(new OfflineCause.ByCLI("lost in a test")).get();
        mirror.open();
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(run));
        JENKINS.assertLogContains("Running on two in ", run);
        assertThat(Probes.built(run)).extracting(ProbeRecord::agent).containsExactlyInAnyOrder("one", "two");
        assertThat(Probes.of(run)).hasSize(2);
    }

    @Test
    public void a_mirror_that_does_not_answer_is_named_in_one_line_after_two_agents_tried() throws Exception {
        agent("one");
        agent("two");
        FalcoProbesConfiguration.get()
                .setMirrors("debian=http://127.0.0.1:9/debian");
        WorkflowRun run = JENKINS.buildAndAssertStatus(
                Result.FAILURE, job("buildFalcoProbes(" + Probes.PARAMETERS + ", latest: 1, retries: 0)"));
        JENKINS.assertLogContains("Running on one in ", run);
        JENKINS.assertLogContains("Running on two in ", run);
        JENKINS.assertLogContains("127.0.0.1:9", run);
        JENKINS.assertLogNotContains("\tat io.jenkins.plugins.falcoprobes", run);
        List<ProbeRecord> none = Probes.of(run);
        assertThat(none).isEmpty();
    }

    @Test
    public void of_all_distributions_one_that_cannot_be_read_is_a_warning() throws Exception {
        agent("one");
        FalcoProbesConfiguration.get()
                .setMirrors(mirror.mirrors()
                        + Distros.mirrors().stream()
                                .filter(name -> !name.startsWith("debian"))
                                .map(name -> "\n" + name + "=http://127.0.0.1:9/" + name)
                                .collect(Collectors.joining()));
        WorkflowRun run = JENKINS.buildAndAssertSuccess(job("buildFalcoProbes("
                + Probes.PARAMETERS.replace(" distros: ['debian'],", "") + ", latest: 1, retries: 0)"));
        Probes.assertBuiltOnce(run, 1);
        JENKINS.assertLogContains("{ (rocky)", run);
        assertThat(run.getLog(10_000))
                .anyMatch(line -> line.matches(".*warning: .*rocky.*127\\.0\\.0\\.1:9.*"))
                .noneMatch(line -> line.contains("\tat io.jenkins.plugins.falcoprobes"));
    }

    private DumbSlave agent(String name) throws Exception {
        DumbSlave agent = JENKINS.createSlave(name, "docker", null);
        JENKINS.waitOnline(agent);
        return agent;
    }

    private WorkflowJob job(String script) throws Exception {
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(script, true));
        return job;
    }
}
