package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesConfiguration;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.InboundAgentRule;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.RealJenkinsRule;

/** A Jenkins in a process of its own, which is killed in the middle of a build: nothing of it can tell anybody. */
public class KilledControllerTest {
    @Rule
    public final KernelGate mirror = new KernelGate();

    @Rule
    public final RealJenkinsRule real = new RealJenkinsRule().withTimeout(1800);

    /** An agent that is a process of its own, and comes back to the next controller. */
    @Rule
    public final InboundAgentRule agents = new InboundAgentRule();

    @Before
    public void engine() throws InterruptedException {
        Probes.assumeEngine();
    }

    @Test
    public void a_build_goes_on_after_its_controller_was_killed_and_builds_nothing_twice() throws Throwable {
        mirror.close();
        real.startJenkins();
        agents.createAgent(
                real,
                InboundAgentRule.Options.newBuilder()
                        .name("one")
                        .label("docker")
                        .webSocket()
                        .build());
        real.runRemotely(KilledControllerTest::begin, mirror.mirrors());
        mirror.awaitHeld();
        real.stopJenkinsForcibly();
        mirror.open();
        real.startJenkins();
        real.runRemotely(KilledControllerTest::end);
    }

    private static void begin(JenkinsRule jenkins, String mirrors) throws Exception {
        FalcoProbesConfiguration.get().setMirrors(mirrors);
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(
                "def probes = buildFalcoProbes(" + Probes.PARAMETERS
                        + ", latest: 2, retries: 90)\necho \"built=${probes.built} failed=${probes.failed}\"",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("built debian ", run);
    }

    private static void end(JenkinsRule jenkins) throws Exception {
        WorkflowRun run =
                jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
        jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        jenkins.assertLogContains("built=2 failed=0", run);
        Probes.assertBuiltOnce(run, 2);
        Probes.assertNoContainers();
    }
}
