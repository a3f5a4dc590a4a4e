package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsSessionRule;

/** A restart of Jenkins in the middle of a build. */
public class RestartTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final KernelGate mirror = new KernelGate();

    @Rule
    public final JenkinsSessionRule sessions = new JenkinsSessionRule();

    @Before
    public void engine() throws InterruptedException {
        Probes.assumeEngine();
    }

    @Test
    public void a_build_goes_on_after_a_restart_and_builds_nothing_twice() throws Throwable {
        sessions.then(jenkins -> {
            mirror.use();
            mirror.close();
            jenkins.waitOnline(jenkins.createSlave("one", "docker", null));
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "p");
            job.setDefinition(new CpsFlowDefinition(
                    "def probes = buildFalcoProbes(" + Probes.PARAMETERS
                            + ", latest: 2, retries: 90)\necho \"built=${probes.built} failed=${probes.failed}\"",
                    true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("built debian ", run);
            mirror.awaitHeld();
        });
        mirror.open();
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("p", WorkflowJob.class).getBuildByNumber(1);
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("built=2 failed=0", run);
            assertThat(Probes.built(run)).hasSize(2).allMatch(ProbeRecord::published);
            Probes.assertBuiltOnce(run, 2);
            Probes.assertNoContainers();
        });
    }
}
