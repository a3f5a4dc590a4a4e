package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class StopSignalTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void ctrl_c_ends_the_run_with_its_report_and_130() throws Exception {
        assertThat(signal("INT")).isEqualTo(130);
    }

    @Test
    public void a_polite_kill_ends_the_run_with_its_report() throws Exception {
        assertThat(signal("TERM")).isEqualTo(143);
    }

    private int signal(String name) throws IOException, InterruptedException {
        Path output = folder.getRoot().toPath().resolve("output");
        Process process = new ProcessBuilder(
                        // Whoever runs the tests in a shell's background ignores Ctrl-C, and so would this one.
                        "env",
                        "--default-signal=INT",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        "0.40.0",
                        "--output",
                        output.toString())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            assertThat(lines.readLine()).startsWith("plan: ");
            assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                            .start()
                            .waitFor())
                    .isZero();
            assertThat(lines.lines()).anyMatch(line -> line.startsWith("stopped before the end"));
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(output.resolve("report.json")).content().contains("\"interrupted\" : true");
        assertThat(output.resolve("report.html")).content().contains("This run was stopped");
        return process.exitValue();
    }

    /** The command with an engine that builds until it is stopped. */
    public static final class Endless implements Engine, Engine.Factory {
        public static void main(String[] arguments) {
            Console console = new Console(System.out, System.err, CommandRun.PIPE, CommandRun.PIPE);
            System.exit(new BuildCommand(new Endless(), console, Map.of()).execute(arguments));
        }

        @Override
        public List<String> distros() {
            return List.of("debian");
        }

        @Override
        public List<String> mirrors() {
            return distros();
        }

        @Override
        public Engine open(Settings settings) {
            return this;
        }

        @Override
        public Distro.Discovery list(BuildRequest request, BuildListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BuildPlan outlook(BuildRequest request, DriverVersion driver, BuildListener listener) {
            throw new AssertionError();
        }

        @Override
        public BuildPlan plan(BuildRequest request, BuildListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public BuildSummary run(BuildRequest request, BuildListener listener) {
            BuildSummary summary = new SampleRun()
                    .built(SampleRun.kernel("6.1.0-55-amd64", "6.1.175-1", ""))
                    .notReached(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""))
                    .summary();
            listener.planned(summary.plan());
            try {
                new CountDownLatch(1).await();
                throw new IllegalStateException("nothing counts down");
            } catch (InterruptedException e) {
                return summary;
            }
        }
    }
}
