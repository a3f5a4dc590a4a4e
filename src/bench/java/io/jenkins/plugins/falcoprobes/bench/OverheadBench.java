package io.jenkins.plugins.falcoprobes.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * The step beside the command line, on the same two real kernels, with builder images and downloads that are there. Run
 * it by {@code src/bench/jenkins}.
 */
public class OverheadBench {
    private static final int ROUNDS = Integer.getInteger("bench.rounds", 3);
    private static final int PROBES = 4;

    @Rule
    public final JenkinsRule jenkins = new JenkinsRule();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final Table table = new Table();
    private WorkflowJob job;
    private Path folder;

    /** How long a build took, and how long the engine in it did. */
    private record Time(double seconds, double engine) {
        double around() {
            return seconds - engine;
        }
    }

    public OverheadBench() {
        jenkins.timeout = 0;
    }

    @Before
    public void agent() throws Exception {
        assumeTrue(
                "docker answers", CommandLineRuntime.named("docker").answers());
        folder = temporary.newFolder().toPath();
        jenkins.waitOnline(jenkins.createSlave("one", "docker", null));
        job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition(
                "buildFalcoProbes version: '0.40.0', driverSource: 'debian', distros: ['debian'],"
                        + " kernels: '^6\\\\.1\\\\..*[0-9]-amd64$', latest: 2, force: true",
                true));
    }

    @Test
    public void the_step_beside_the_command_line() throws Exception {
        step();
        commandLine();
        List<Time> steps = new ArrayList<>();
        List<Time> lines = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            lines.add(commandLine());
            steps.add(step());
        }
        double line = median(lines.stream().map(Time::seconds).toList());
        double step = median(steps.stream().map(Time::seconds).toList());
        table.row("the command line, " + PROBES + " probes, median of " + ROUNDS, "", "%.1f s", line);
        table.row("the step, the same", "", "%.1f s", step);
        table.row("overhead", "5 s", "%+.1f s", step - line);
        table.row(
                "of it around the engine, which varies less",
                "",
                "%+.1f s",
                median(steps.stream().map(Time::around).toList())
                        - median(lines.stream().map(Time::around).toList()));
        table.print();
    }

    private Time step() throws Exception {
        WorkflowRun run = jenkins.buildAndAssertSuccess(job);
        try (InputStream report =
                run.getArtifactManager().root().child("report.json").open()) {
            return time("step", run.getDuration() / 1000.0, report);
        }
    }

    private Time commandLine() throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        long begun = System.nanoTime();
        Process program = new ProcessBuilder(
                        "./build-probe-binaries",
                        "0.40.0",
                        "--driver-source",
                        "debian",
                        "--distro",
                        "debian",
                        "--kernel",
                        "^6\\.1\\..*[0-9]-amd64$",
                        "--latest",
                        "2",
                        "--force",
                        "--cache",
                        folder.resolve("cache").toString(),
                        "--output",
                        output.toString())
                .directory(new File(System.getProperty("user.dir")))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(program.waitFor())
                .as(() -> "see " + folder.resolve("log"))
                .isZero();
        double seconds = (System.nanoTime() - begun) / 1e9;
        try (InputStream report = Files.newInputStream(output.resolve("report.json"))) {
            return time("command line", seconds, report);
        }
    }

    private static Time time(String what, double seconds, InputStream report) throws IOException {
        var json = new JsonMapper().readTree(report);
        assertThat(json.path("counts").path("built").asInt()).isEqualTo(PROBES);
        Time time = new Time(seconds, json.path("seconds").asDouble());
        System.out.printf("%s: %.1f s, %.1f s of it in the engine%n", what, time.seconds(), time.engine());
        return time;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
