package io.jenkins.plugins.falcoprobes.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import hudson.slaves.DumbSlave;
import hudson.slaves.RetentionStrategy;
import io.jenkins.plugins.falcoprobes.jenkins.run.FalcoProbesAction;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * Many kernels over many agents, with compiles that only sleep: what fan-out, ledger, publishing and pages cost. Run it by
 * {@code src/bench/jenkins}.
 */
public class FanOutBench {
    private static final int KERNELS = Integer.getInteger("bench.kernels", 5000);
    private static final int AGENTS = Integer.getInteger("bench.agents", 50);

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Table table = new Table();
    private Process farm;
    private Path driver;

    public FanOutBench() {
        jenkins.timeout = 0;
    }

    @Before
    public void agents() throws Exception {
        driver = temporary.newFolder("driver").toPath();
        Fixtures.driver(driver);
        File nothing = temporary.newFolder("nothing");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1500m",
                        "-Dbench.kernels=" + KERNELS,
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentFarm.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        // No container engine is to be found there.
        builder.environment().put("PATH", nothing.getPath());
        farm = builder.start();
        int port = Integer.parseInt(new BufferedReader(new InputStreamReader(farm.getInputStream(), US_ASCII)).readLine());
        for (int i = 1; i <= AGENTS; i++) {
            DumbSlave agent = new DumbSlave(
                    "agent-" + i, temporary.newFolder("agent-" + i).getPath(), new FarmLauncher(port));
            agent.setLabelString("simulated");
            agent.setNumExecutors(1);
            agent.setRetentionStrategy(new RetentionStrategy.Always());
            jenkins.jenkins.addNode(agent);
            jenkins.waitOnline(agent);
        }
    }

    @After
    public void endAgents() throws Exception {
        for (var node : List.copyOf(jenkins.jenkins.getNodes())) {
            jenkins.jenkins.removeNode(node);
        }
        farm.getOutputStream().close();
        farm.waitFor();
    }

    @Test
    public void many_kernels_over_many_agents() throws Exception {
        build("warm-up", ", kernels: '^6\\\\.1\\\\.10'");
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(
                "machine: %d cores, load %.1f before%n", system.getAvailableProcessors(), system.getSystemLoadAverage());
        long before = Heap.live();
        WorkflowRun run = build("measured", "");
        System.out.printf("load %.1f after%n", system.getSystemLoadAverage());
        FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
        ProbeLedger ledger = action.ledger(action.call(1));
        long growth = Heap.live() - before;
        List<ProbeRecord> probes = ledger.records();
        assertThat(probes).hasSize(KERNELS).allMatch(probe -> probe.state() == ProbeState.BUILT && probe.published());
        double ideal = SimulatedKernels.total(SimulatedKernels.releases(KERNELS)).toMillis() / 1000.0 / AGENTS;
        double makespan = run.getDuration() / 1000.0;
        table.row(KERNELS + " kernels over " + AGENTS + " agents: sum of compile times / agents", "", "%.0f s", ideal);
        table.row("the whole run", "+10 %", "%.0f s: %+.1f %%", makespan, (makespan / ideal - 1) * 100);
        table.row("of it begin and end, when not every agent builds", "", "%.0f s", makespan - ideal);
        table.row("controller's heap, per probe", "1024 B", "%+d B", growth / KERNELS);
        table.row("console, per probe", "200 B", "%d B", Files.size(run.getRootDir().toPath().resolve("log")) / KERNELS);
        Pages pages = new Pages(jenkins, run);
        table.row("run page, median of 20", "300 ms", "%d ms", pages.page().toMillis());
        table.row("its first rows, median of 20", "300 ms", "%d ms", pages.firstRows().toMillis());
        table.row("all rows, median of 20", "", "%d ms", pages.allRows().toMillis());
        // The last one: it makes everything anew.
        Duration history = Histories.firstLook(run);
        table.row("first look at 50 such runs after a restart", "", "%.1f s", history.toMillis() / 1000.0);
        table.print();
    }

    private WorkflowRun build(String name, String more) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, name);
        job.setDefinition(new CpsFlowDefinition(
                "buildFalcoProbes version: '0.40.0', distros: ['debian'], kinds: ['kmod'], jobs: 1, label: 'simulated',"
                        + " shards: " + AGENTS + ", driverSource: 'dir:" + driver + "'" + more,
                true));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        Progress progress = new Progress(run);
        jenkins.waitForCompletion(run);
        progress.close();
        return jenkins.assertBuildStatusSuccess(run);
    }
}
