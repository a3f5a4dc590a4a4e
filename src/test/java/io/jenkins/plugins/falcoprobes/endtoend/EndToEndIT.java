package io.jenkins.plugins.falcoprobes.endtoend;

import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.count;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.probes;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.report;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.verifySums;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The main job, for real: Debian's current kernels, its driver source, a container engine. */
public class EndToEndIT {
    private static final String ONE_KERNEL = "1";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    private static CommandLine command;
    private static Path output;
    private static CommandLine.Ended first;

    @BeforeClass
    public static void buildTwoKernels() throws Exception {
        command = new CommandLine(
                TEMPORARY.getRoot().toPath().resolve("cache"),
                "0.40.0",
                "--driver-source",
                "debian",
                "--distro",
                "debian",
                "--kernel",
                "^6\\.1\\..*[0-9]-amd64$");
        output = TEMPORARY.getRoot().toPath().resolve("output");
        first = command.run(output, "--latest", "2");
        // That run had to help itself. From here on one engine stays, for a run that is killed cannot stop its own.
        TestEngine.ready();
    }

    @Test
    public void both_kinds_of_the_two_newest_kernels_are_built_checked_and_listed() throws Exception {
        assertThat(first.status()).as(String.join("\n", first.lines())).isZero();
        assertThat(probes(output)).hasSize(4).allSatisfy(path -> assertThat(path)
                .matches("8\\.0\\.0\\+driver/x86_64/falco_debian_6\\.1\\.\\d+-\\d+-amd64_1\\.k?o"));
        assertThat(verifySums(output)).isZero();
        JsonNode report = report(output);
        assertThat(count(report, "built")).isEqualTo(4);
        assertThat(report.get("driver").get("version").asText()).isEqualTo("8.0.0+driver");
        for (JsonNode probe : report.get("probes")) {
            assertThat(probe.get("cpuSeconds").asDouble()).isPositive();
            assertThat(probe.get("compiler").asText()).containsAnyOf("12", "14");
            assertThat(output.resolve(probe.get("log").asText())).isNotEmptyFile();
        }
        assertThat(output.resolve("report.html"))
                .content(StandardCharsets.UTF_8)
                .contains("6.1.0-");
        assertThat(first.lines().stream().filter(line -> line.contains("] built ")))
                .hasSize(4);
    }

    @Test
    public void the_kernel_that_a_module_was_built_for_loads_it() throws Exception {
        Path folder = TEMPORARY.newFolder().toPath();
        for (JsonNode probe : report(output).get("probes")) {
            if (probe.get("kind").asText().equals("kmod")) {
                Path module =
                        output.resolve(probe.get("files").get(0).get("path").asText());
                assertThat(VirtualMachine.of(
                                        folder,
                                        Architecture.X86_64,
                                        probe.get("release").asText())
                                .load(module))
                        .contains("LOADED", "falco0", "UNLOADED");
            }
        }
    }

    @Test
    public void a_second_run_finds_everything_there_and_starts_nothing() throws Exception {
        List<String> before = probes(output);
        // No engine by this name answers: asking one at all would fail.
        CommandLine.Ended second = command.run(output, "--latest", "2", "--runtime", "podman");
        assertThat(second.status()).as(String.join("\n", second.lines())).isZero();
        assertThat(probes(output)).isEqualTo(before);
        assertThat(count(report(output), "present")).isEqualTo(4);
    }

    @Test
    public void a_run_that_is_killed_leaves_no_container_and_the_next_one_builds_only_the_rest() throws Exception {
        Path killed = TEMPORARY.getRoot().toPath().resolve("killed");
        CommandLine.Running running = command.start(killed, "--latest", ONE_KERNEL, "--jobs", "1");
        assertThat(running.readUntil(line -> line.contains("] built "))).isTrue();
        running.kill();

        assertThat(probes(killed)).hasSize(1);
        Path done = killed.resolve(probes(killed).get(0));
        Object builtAt = Files.getLastModifiedTime(done);

        CommandLine.Ended next = command.run(killed, "--latest", ONE_KERNEL, "--jobs", "1");
        assertThat(next.status()).as(String.join("\n", next.lines())).isZero();
        assertThat(Files.getLastModifiedTime(done)).isEqualTo(builtAt);
        assertThat(count(report(killed), "present")).isEqualTo(1);
        assertThat(count(report(killed), "built")).isEqualTo(1);
        assertThat(verifySums(killed)).isZero();
        assertThat(leftovers(killed)).isEmpty();
        assertThat(Engine.containersOf(running.pid())).isEmpty();

        // Another folder, another time, another state of the container: the same bytes.
        for (String path : probes(killed)) {
            assertThat(killed.resolve(path)).hasSameBinaryContentAs(output.resolve(path));
        }
    }

    @Test
    public void a_container_that_is_taken_away_is_replaced() throws Exception {
        Path robbed = TEMPORARY.getRoot().toPath().resolve("robbed");
        CommandLine.Running running = command.start(robbed, "--latest", ONE_KERNEL, "--kind", "kmod");
        assertThat(running.readUntil(line -> line.startsWith("plan: "))).isTrue();
        Engine.remove(Engine.awaitContainerOf(running.pid()));
        running.readUntil(line -> false);
        CommandLine.Ended ended = running.end();
        assertThat(ended.status()).as(String.join("\n", ended.lines())).isZero();
        assertThat(ended.lines()).anyMatch(line -> line.startsWith("trying again"));
        assertThat(count(report(robbed), "built")).isEqualTo(1);
    }

    @Test
    public void a_compile_that_takes_too_long_is_a_failure_with_its_class_and_nothing_is_stored() throws Exception {
        Path late = TEMPORARY.getRoot().toPath().resolve("late");
        CommandLine.Ended ended = command.run(late, "--latest", ONE_KERNEL, "--kind", "ebpf", "--timeout", "2s");
        assertThat(ended.status()).isEqualTo(1);
        assertThat(probes(late)).isEmpty();
        JsonNode failure = report(late).get("probes").get(0).get("failure");
        assertThat(failure.get("class").asText()).isEqualTo("timeout");
        assertThat(failure.get("hint").asText()).contains("--timeout");
        assertThat(leftovers(late)).isEmpty();
    }

    @Test
    public void a_full_disk_fails_what_does_not_fit_and_the_next_run_makes_up_for_it() throws Exception {
        Path small = Files.createDirectory(TEMPORARY.getRoot().toPath().resolve("small"));
        try (SmallDisk disk = new SmallDisk(small, "3m")) {
            CommandLine.Ended full = command.run(small, "--latest", ONE_KERNEL);
            assertThat(full.status()).as(String.join("\n", full.lines())).isEqualTo(1);
            assertThat(full.lines()).anyMatch(line -> line.contains("failed") && line.contains(" store: "));
            assertThat(probes(small)).hasSize(1).first().asString().endsWith(".ko");
            assertThat(leftovers(small)).isEmpty();

            disk.grow("64m");
            CommandLine.Ended next = command.run(small, "--latest", ONE_KERNEL);
            assertThat(next.status()).as(String.join("\n", next.lines())).isZero();
            assertThat(count(report(small), "present")).isEqualTo(1);
            assertThat(count(report(small), "built")).isEqualTo(1);
            assertThat(verifySums(small)).isZero();
        }
    }

    private static List<String> leftovers(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(".partial") || name.equals(".journal"))
                    .toList();
        }
    }
}
