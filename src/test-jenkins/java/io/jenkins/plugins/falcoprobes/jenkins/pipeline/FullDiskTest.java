package io.jenkins.plugins.falcoprobes.jenkins.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import hudson.slaves.DumbSlave;
import io.jenkins.plugins.falcoprobes.jenkins.KernelGate;
import io.jenkins.plugins.falcoprobes.jenkins.Probes;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.BuildWatcher;
import org.jvnet.hudson.test.JenkinsRule;

/** An agent whose disk becomes full in the middle of a build; a small disk of its own, so that nobody else's does. */
public class FullDiskTest {
    @ClassRule
    public static final BuildWatcher WATCHER = new BuildWatcher();

    @ClassRule
    public static final JenkinsRule JENKINS = Probes.jenkins();

    @Rule
    public final KernelGate mirror = new KernelGate();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    /** So much that Jenkins' own monitor takes the agent for one with room when it begins. */
    private static final String SIZE = "size=1500m";

    private Path disk;

    @Before
    public void disk() throws Exception {
        Probes.assumeEngine();
        mirror.use();
        disk = folder.newFolder("disk").toPath();
        assumeTrue("a small disk can be mounted", call("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", disk.toString()));
    }

    @After
    public void leave() throws Exception {
        mirror.open();
        Probes.leave(JENKINS);
        boolean unused = call("umount", disk.toString());
    }

    @Test
    public void what_was_finished_stays_and_the_rest_is_built_on_another_agent() throws Exception {
        agent("small", disk.resolve("agent"));
        mirror.close();
        WorkflowJob job = JENKINS.createProject(WorkflowJob.class, "p");
        job.setDefinition(new CpsFlowDefinition(
                "def probes = buildFalcoProbes(" + Probes.PARAMETERS
                        + ", latest: 2, retries: 2)\necho \"built=${probes.built} failed=${probes.failed}\"",
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        JENKINS.waitForMessage("built debian ", run);
        mirror.awaitHeld();
        agent("large", folder.newFolder("large").toPath());
        fill();
        mirror.open();
        JENKINS.assertBuildStatusSuccess(JENKINS.waitForCompletion(run));
        JENKINS.assertLogContains("No space left on device", run);
        JENKINS.assertLogContains("Running on large in ", run);
        JENKINS.assertLogContains("built=2 failed=0", run);
        Probes.assertBuiltOnce(run, 2);
        assertThat(Probes.built(run)).extracting(ProbeRecord::agent).containsExactlyInAnyOrder("small", "large");
        Probes.assertNoContainers();
    }

    private static void agent(String name, Path root) throws Exception {
        Files.createDirectories(root);
        DumbSlave agent = new DumbSlave(name, root.toString(), JENKINS.createComputerLauncher(null));
        agent.setLabelString("docker");
        agent.setNumExecutors(1);
        JENKINS.jenkins.addNode(agent);
        JENKINS.waitOnline(agent);
    }

    /** Writes until there is no room. */
    private void fill() throws IOException {
        byte[] zeros = new byte[1 << 20];
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            while (true) {
                out.write(zeros);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    private static boolean call(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
