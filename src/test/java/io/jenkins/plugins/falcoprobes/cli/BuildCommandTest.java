package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import picocli.CommandLine;

public class BuildCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path output() {
        return folder.getRoot().toPath().resolve("output");
    }

    private CommandRun build(FakeEngine engine, String... more) {
        String[] arguments = Stream.concat(Stream.of("0.40.0", "--output", output().toString()), Stream.of(more))
                .toArray(String[]::new);
        return CommandRun.of(engine, arguments);
    }

    private static SampleRun good() {
        return new SampleRun()
                .built(SampleRun.kernel("6.1.0-55-amd64", "6.1.175-1", ""))
                .built(SampleRun.kernel("6.1.0-56-amd64", "6.1.176-1", ""));
    }

    @Test
    public void help_has_every_option_with_its_default_and_the_exit_statuses_and_examples() {
        String help = CommandRun.of("--help").out;
        Console console = new Console(System.out, System.err, CommandRun.PIPE, CommandRun.PIPE);
        CommandLine commandLine = new BuildCommand(new FakeEngine(good()), console, Map.of()).commandLine();

        assertThat(commandLine.getCommandSpec().options()).hasSize(35).allSatisfy(option -> {
            assertThat(help).contains(option.longestName());
            assertThat(String.join(" ", option.description()))
                    .as(option.longestName())
                    .contains("Default: ");
        });
        assertThat(help)
                .contains(
                        "Exit status:",
                        "Some probes failed",
                        "Examples:",
                        "build-probe-binaries 0.11.1",
                        "debian, ubuntu");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    public void a_whole_run_prints_one_line_per_event_and_ends_with_0() {
        CommandRun run = build(new FakeEngine(good()));

        assertThat(run.status).isZero();
        assertThat(run.err).isEmpty();
        assertThat(run.out.lines())
                .contains(
                        "reading the archive of debian",
                        "plan: 4 probes to build",
                        "[1/4] built debian 6.1.0-55-amd64 kmod 9.8 s 1.1 MB falco_debian_6.1.0-55-amd64_1.ko",
                        "[4/4] built debian 6.1.0-56-amd64 ebpf 15.2 s 6.3 MB falco_debian_6.1.0-56-amd64_1.o",
                        "4 built  (2 min 41 s, 43.2 MB downloaded)",
                        "report: " + output().resolve("report.html"));
        assertThat(output()).isDirectoryContaining("glob:**report.json").isDirectoryContaining("glob:**report.html");
    }

    @Test
    public void failures_are_grouped_by_class_with_what_to_do_and_the_status_is_1() {
        CommandRun run = build(new FakeEngine(SampleRun.ofDebian(6)));

        assertThat(run.status).isEqualTo(1);
        assertThat(run.err)
                .isEqualToIgnoringNewLines(
                        "warning: debian: the suite oldoldstable-backports is gone from the mirror and was left out");
        assertThat(run.out)
                .contains("failed, compile (3): This driver is older than the kernel")
                .contains("failed, timeout (1): Give it more time with --timeout")
                .contains("  debian 6.12.115+deb13-amd64 kmod: main.c:2748:28: error: too many arguments")
                .contains(output().resolve("logs/debian_6.12.115+deb13-amd64_kmod.log")
                        .toString())
                .contains("100 built, 4 already there, 6 skipped, 4 failed");
        assertThat(run.out).contains("failed debian 6.1.0-55-rt-amd64 kmod timeout: killed after 600 s (log: logs/");
    }

    @Test
    public void a_stopped_run_is_reported_and_ends_with_130() {
        CommandRun run = build(new FakeEngine(good().notReached(SampleRun.kernel("6.1.0-57-amd64", "6.1.177-1", ""))));

        assertThat(run.status).isEqualTo(130);
        assertThat(run.out).contains("stopped before the end", "4 built, 1 not reached");
        assertThat(output().resolve("report.json")).content().contains("\"interrupted\" : true");
    }

    @Test
    public void json_is_one_document_on_standard_output_and_progress_goes_to_standard_error() throws IOException {
        CommandRun run = build(new FakeEngine(SampleRun.ofDebian(6)), "--format", "json");

        JsonNode report = MAPPER.readerFor(JsonNode.class)
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readValue(run.out);
        assertThat(report)
                .isEqualTo(MAPPER.readTree(output().resolve("report.json").toFile()));
        assertThat(report.get("probes")).hasSize(114);
        assertThat(run.err).contains("[  1/104] built", "failed, compile (3)");
        assertThat(run.status).isEqualTo(1);
    }

    @Test
    public void a_list_has_one_aligned_line_per_kernel() {
        CommandRun run = CommandRun.of("0.40.0", "--list");

        assertThat(run.status).isZero();
        assertThat(run.out.lines())
                .hasSize(22)
                .startsWith("DISTRO  RELEASE                     PACKAGE     ARCH    FLAVOUR  COMPILER  FOUND-IN")
                .contains(
                        "debian  6.12.113+deb13-cloud-amd64  6.12.113-1  x86_64  cloud    gcc-12    bookworm-security")
                .contains(
                        "debian  6.1.0-52-amd64              6.1.172-1   x86_64  -        gcc-12    bookworm-security")
                .allSatisfy(line -> assertThat(line.split(" +")).hasSize(7));
        assertThat(run.err).startsWith("build-probe-binaries: warning: debian: the suite");
    }

    @Test
    public void a_list_as_json_is_an_array() throws IOException {
        JsonNode list = MAPPER.readTree(CommandRun.of("0.40.0", "--list", "--format=json").out);

        assertThat(list.isArray()).isTrue();
        assertThat(list).hasSize(21);
        assertThat(list.get(0).get("release").asText()).isEqualTo("5.10.0-46-amd64");
        assertThat(list.get(0).get("packages").get(0).get("role").asText()).isEqualTo("headers");
        assertThat(list.get(0).get("compiler").asText()).isEqualTo("gcc 12");
    }

    @Test
    public void a_dry_run_tells_image_and_name_of_each_build_and_the_reason_of_each_skip() {
        CommandRun run = CommandRun.of(new FakeEngine(SampleRun.ofDebian(4)), "0.40.0", "--dry-run");

        assertThat(run.status).isZero();
        assertThat(run.out.lines().map(line -> line.replaceAll(" +", " ")))
                .contains(
                        "build debian 6.1.0-51-amd64 x86_64 kmod bookworm 8.0.0+driver/x86_64/falco_debian_6.1.0-51-amd64_1.ko")
                .contains(
                        "skip debian 7.2.13+deb14-amd64 x86_64 ebpf unsupported driver 8.0.0+driver does not compile for kernels from 6.13 on")
                .endsWith("68 probes to build, 10 skipped (4 present, 6 unsupported)");
    }

    @Test
    public void a_dry_run_as_json_is_the_plan() throws IOException {
        JsonNode plan = MAPPER.readTree(CommandRun.of("0.40.0", "--dry-run", "--format=json").out);

        assertThat(plan.get("builds")).hasSize(35);
        assertThat(plan.get("skipped").get(0).get("reason").asText()).isEqualTo("unsupported");
        assertThat(plan.get("warnings")).hasSize(1);
    }

    @Test
    public void a_run_for_no_kernel_is_a_slip_and_ends_with_2() {
        CommandRun run = build(new FakeEngine(new SampleRun()), "--distro", "debian", "--kernel", "^9");

        assertThat(run.status).isEqualTo(2);
        assertThat(run.err).contains("--kernel: no kernel of debian for [", "matches \"^9\"");
    }

    @Test
    public void trouble_with_the_set_up_is_one_line_and_ends_with_2() {
        FakeEngine engine = new FakeEngine(good());
        engine.trouble = new EngineException("docker does not answer:\nis the daemon running at tcp://joe:pw@host?");
        CommandRun run = build(engine);

        assertThat(run.status).isEqualTo(2);
        assertThat(run.err.lines())
                .containsExactly("build-probe-binaries: docker does not answer: is the daemon running at tcp://host");
    }

    @Test
    public void a_defect_keeps_its_trace_for_the_developers() throws IOException {
        FakeEngine engine = new FakeEngine(good());
        engine.defect = new IllegalStateException("boom");
        CommandRun run = build(engine);

        assertThat(run.status).isEqualTo(2);
        assertThat(run.err.lines())
                .hasSize(1)
                .first()
                .asString()
                .contains("internal error: java.lang.IllegalStateException: boom; the trace is in " + output());
        try (Stream<Path> traces = Files.list(output().resolve("logs"))) {
            assertThat(traces.toList()).hasSize(1).first().satisfies(trace -> assertThat(trace)
                    .content()
                    .contains("\tat io.jenkins.plugins.falcoprobes.cli.BuildCommandTest"));
        }
        assertThat(build(engine, "--verbose").err).contains("\tat io.jenkins.plugins.falcoprobes.cli.BuildCommandTest");
    }

    @Test
    public void an_output_folder_that_cannot_be_written_does_not_hide_what_was_built() throws IOException {
        Path file = folder.newFile("file").toPath();
        CommandRun run = CommandRun.of(
                new FakeEngine(good()), "0.40.0", "--output", file.resolve("x").toString());

        assertThat(run.status).isEqualTo(1);
        assertThat(run.err).contains("the report could not be written to " + file.resolve("x"));
        assertThat(run.out).contains("4 built");
    }

    @Test
    public void the_completion_is_valid_bash_and_offers_options_and_their_values() throws Exception {
        Path script = output().resolveSibling("completion");
        Files.writeString(script, CommandRun.of("--completion").out);

        assertThat(bash("bash -n \"$1\" && echo fine", script)).containsExactly("fine");
        String complete =
                "source \"$1\"; COMP_WORDS=(build-probe-binaries %s); COMP_CWORD=%d; COMP_LINE=\"${COMP_WORDS[*]}\";"
                        + " _complete_build-probe-binaries 2>/dev/null; printf '%%s\\n' \"${COMPREPLY[@]}\"";
        assertThat(bash(String.format(complete, "--ki", 1), script)).contains("--kind");
        assertThat(bash(String.format(complete, "--kind ''", 2), script)).contains("kmod", "ebpf");
        assertThat(bash(String.format(complete, "--distro de", 2), script)).containsExactly("debian");
    }

    private static List<String> bash(String script, Path argument) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "--norc", "-c", script, "bash", argument.toString())
                .redirectErrorStream(true)
                .start();
        List<String> lines = bash.inputReader().lines().toList();
        bash.waitFor();
        return lines;
    }
}
