package io.jenkins.plugins.falcoprobes.jenkins.freestyle;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Queue;
import hudson.model.Result;
import hudson.model.labels.LabelAtom;
import hudson.slaves.DumbSlave;
import hudson.slaves.OfflineCause;
import io.jenkins.plugins.falcoprobes.jenkins.FalcoProbesBuilder;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.ProbeRequest;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** The freestyle builder on real agents, with a real container engine and real kernels. */
public class FreestyleFlowTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @Rule
    public final KernelGate mirror = new KernelGate();

    @ClassRule
    public static final JenkinsRule JENKINS = Probes.jenkins();

    @Before
    public void settings() throws Exception {
        Probes.assumeEngine();
        JENKINS.jenkins.setNumExecutors(0);
        mirror.use();
    }

    @After
    public void leave() throws Exception {
        mirror.open();
        JENKINS.jenkins.doCancelQuietDown();
        Probes.leave(JENKINS);
    }

    @Test
    public void with_a_single_executor_it_still_finishes() throws Exception {
        agent("one");
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(job(Probes.request(1)));
        Probes.assertBuiltOnce(build, 1);
        JENKINS.assertLogContains("no agent is free; building where the job runs", build);
        assertThat(Queue.getInstance().getItems()).isEmpty();
        Probes.assertNoContainers();
    }

    @Test
    public void it_is_split_over_the_agents_of_a_label_that_build_nothing_twice() throws Exception {
        agent("one");
        agent("two");
        ProbeRequest request = Probes.request(2);
        request.setShards(2);
        FreeStyleBuild build = JENKINS.buildAndAssertSuccess(job(request));
        Probes.assertBuiltOnce(build, 2);
        Probes.assertListed(build, 2);
        JENKINS.assertLogContains("building on ", build);
        Probes.assertNoContainers();
    }

    @Test
    public void stopping_the_build_stops_its_branches() throws Exception {
        JENKINS.jenkins.setNumExecutors(1);
        agent("one");
        mirror.close();
        FreeStyleProject job = job(Probes.request(2));
        job.setAssignedLabel(new LabelAtom("built-in"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("built debian ", build);
        mirror.awaitHeld();
        build.getExecutor().interrupt();
        JENKINS.assertBuildStatus(Result.ABORTED, JENKINS.waitForCompletion(build));
        // At once: the build must not end before its branches have.
        Probes.assertNoContainers();
        Probes.assertBuiltOnce(build, 1);
        Probes.assertListed(build, 1);
        JENKINS.assertLogNotContains("InterruptedException", build);
    }

    @Test
    public void what_a_lost_agent_has_not_finished_is_built_on_another() throws Exception {
        JENKINS.jenkins.setNumExecutors(1);
        DumbSlave one = agent("one");
        mirror.close();
        FreeStyleProject job = job(Probes.request(2));
        job.setAssignedLabel(new LabelAtom("built-in"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("built debian ", build);
        mirror.awaitHeld();
        agent("two");
        one.toComputer().disconnect(new OfflineCause.ByCLI("lost in a test")).get();
        mirror.open();
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        assertThat(Probes.built(build)).extracting(ProbeRecord::agent).containsExactlyInAnyOrder("one", "two");
        Probes.assertListed(build, 2);
    }

    @Test
    public void jenkins_that_is_quieting_down_waits_for_it_and_is_not_waited_for() throws Exception {
        JENKINS.jenkins.setNumExecutors(1);
        agent("one");
        mirror.close();
        FreeStyleProject job = job(Probes.request(2));
        job.setAssignedLabel(new LabelAtom("built-in"));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("building on one in ", build);
        JENKINS.jenkins.doQuietDown(false, 0, "restart in a test", false);
        mirror.open();
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        Probes.assertBuiltOnce(build, 2);
    }

    @Test
    public void a_branch_that_waits_while_jenkins_quiets_down_is_built_where_the_job_runs() throws Exception {
        agent("one");
        FreeStyleProject job = job(Probes.request(1));
        FreeStyleBuild build = job.scheduleBuild2(0).waitForStart();
        JENKINS.jenkins.doQuietDown(false, 0, "restart in a test", false);
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(build));
        Probes.assertBuiltOnce(build, 1);
    }

    @Test
    public void a_run_for_one_kernel_builds_that_alone_whatever_the_job_asks_for() throws Exception {
        agent("one");
        FreeStyleProject all = job(Probes.request(1));
        FreeStyleBuild usual = JENKINS.buildAndAssertSuccess(all);
        String release = Probes.built(usual).get(0).key().release();
        ProbeRequest nothing = Probes.request(1);
        nothing.setKernels("^no such kernel$");
        FreeStyleProject job = JENKINS.createFreeStyleProject("g");
        job.getBuildersList().add(new FalcoProbesBuilder(nothing));
        JENKINS.buildAndAssertStatus(Result.FAILURE, job);
        FreeStyleBuild build = (FreeStyleBuild) Probes.buildOnly(JENKINS, job, release);
        JENKINS.assertBuildStatusSuccess(build);
        Probes.assertBuiltOnce(build, 1);
        assertThat(Probes.of(build)).extracting(probe -> probe.key().release()).containsExactly(release);
    }

    private DumbSlave agent(String name) throws Exception {
        DumbSlave agent = JENKINS.createSlave(name, "docker", null);
        JENKINS.waitOnline(agent);
        return agent;
    }

    private FreeStyleProject job(ProbeRequest request) throws Exception {
        FreeStyleProject job = JENKINS.createFreeStyleProject("f");
        job.getBuildersList().add(new FalcoProbesBuilder(request));
        return job;
    }
}
