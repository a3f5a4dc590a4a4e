package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class LookupCommandTest {
    private static final String UNAME =
            "Linux web1 6.1.0-50-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02) x86_64 GNU/Linux";
    private static final String MODULE = "8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final TestServer server = new TestServer();

    private Path osRelease;

    @Before
    public void writeOsRelease() throws IOException {
        osRelease = Files.writeString(folder.newFile("os-release").toPath(), "ID=debian\nVERSION_ID=\"12\"\n");
    }

    private CommandRun lookup(String... more) {
        return CommandRun.of(Stream.concat(
                        Stream.of("lookup", "--uname-a", UNAME, "--os-release", osRelease.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    @Test
    public void without_a_version_each_set_of_rules_has_its_say() {
        CommandRun run = lookup("--config-md5", "0123456789ABCDEF0123456789abcdef");

        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(run.out.lines())
                .startsWith("host: debian 12 with 6.1.0-50-amd64 on x86_64")
                .contains(
                        "Falco 0.39.0 to 0.43.1, here as 0.43.1 (driver 9.1.0+driver, set by falcoctl driver --repo)",
                        "  kmod  https://download.falco.org/driver/4.0.0%2Bdriver/x86_64/falco_debian_6.1.0-50-amd64_1.ko",
                        "  ebpf  https://s3.amazonaws.com/download.draios.com/stable/sysdig-probe-binaries/"
                                + "falco-probe-bpf-0.21.0-x86_64-6.1.0-50-amd64-0123456789abcdef0123456789abcdef.o");
    }

    @Test
    public void a_folder_is_looked_into_and_what_is_missing_comes_with_its_command() throws IOException {
        Path output = folder.newFolder("the output").toPath();
        Files.createDirectories(output.resolve(MODULE).getParent());
        Files.writeString(output.resolve(MODULE), "a module");

        CommandRun run = lookup("--falco", "0.40.0", "--output", output.toString());

        assertThat(run.status).isEqualTo(1);
        assertThat(run.out.lines().map(String::strip))
                .containsSubsequence(
                        "kmod  https://download.falco.org/driver/" + MODULE.replace("+", "%2B"),
                        "there, in " + output,
                        "not there, in " + output,
                        "build: ./build-probe-binaries 0.40.0 --distro debian --kernel '^6\\.1\\.0-50-amd64$'"
                                + " --kind ebpf --arch x86_64 --output '" + output + "'");
        assertThat(lookup("--falco", "0.40.0", "--kind", "kmod", "--output", output.toString()).status)
                .isZero();
    }

    @Test
    public void what_an_own_list_knows_to_fail_is_said_with_its_reason_and_a_command_that_tries_it()
            throws IOException {
        Path list = Files.writeString(
                folder.newFile("bad.txt").toPath(),
                "kernel=6.1.0 kind=kmod until=2999-12-31 issue=https://example.org/1 it does not compile\n");

        CommandRun run = lookup("--falco", "0.40.0", "--known-bad", list.toString());

        assertThat(run.out.lines().map(String::strip))
                .containsOnlyOnce("known bad: line 1 of --known-bad " + list
                        + ": it does not compile (https://example.org/1; known until 2999-12-31)")
                .anyMatch(line -> line.contains("--kind kmod --arch x86_64 --try-known-bad"))
                .anyMatch(line -> line.endsWith("--kind ebpf --arch x86_64"));
        Files.writeString(list, "kernel=6.1.0\n");
        assertThat(lookup("--known-bad", list.toString()).err).contains("until= is missing");
    }

    @Test
    public void the_command_is_one_that_this_program_takes() throws IOException {
        JsonNode json =
                new ObjectMapper().readTree(lookup("--falco", "0.40.0", "--kind", "kmod", "--format", "json").out);
        List<String> words = new ArrayList<>();
        json.at("/answers/0/command").forEach(word -> words.add(word.asText()));
        words.set(0, "--dry-run");

        FakeEngine engine = new FakeEngine(SampleRun.ofDebian(1));
        assertThat(CommandRun.of(engine, words.toArray(String[]::new)).err).isEmpty();
        assertThat(engine.request.kernels().matcher("6.1.0-50-amd64").find()).isTrue();
        assertThat(engine.request.kernels().matcher("6.1.0-50-amd64x").find()).isFalse();
    }

    @Test
    public void a_web_server_is_asked_as_the_loader_would_without_fetching_anything() {
        List<String> asked = new ArrayList<>();
        server.put("/probes/" + MODULE, exchange -> {
            asked.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
            exchange.sendResponseHeaders(200, -1);
        });
        server.put("/probes/" + MODULE.replace(".ko", ".o"), exchange -> exchange.sendResponseHeaders(503, -1));

        CommandRun run =
                lookup("--falco", "0.40.0", "--repo", server.uri("/probes").toString());

        assertThat(asked).containsExactly("HEAD /probes/" + MODULE.replace("+", "%2B"));
        assertThat(run.out)
                .contains("there, in 127.0.0.1: the server answered 200")
                .contains("no answer from 127.0.0.1: the server answered 503");
        assertThat(run.status).isZero();
        assertThat(lookup("--falco", "0.39.0", "--repo", server.uri("/probes").toString()).status)
                .isEqualTo(1);
    }

    @Test
    public void bad_input_is_one_line_that_names_the_option() throws IOException {
        assertThat(complaint("lookup")).isEqualTo("--uname-a: missing; it is what uname -a prints on the host");
        assertThat(complaint("lookup", "--uname-a", UNAME))
                .isEqualTo("--os-release: missing; accepted is a host's /etc/os-release");
        assertThat(complaint("lookup", "--uname-a", "6.1.0", "--os-release", osRelease.toString()))
                .startsWith("--uname-a: \"6.1.0\" is not what uname -a prints; accepted are lines like Linux web1 ");
        assertThat(complaint("lookup", "--uname-a", UNAME, "--os-release", "/nowhere"))
                .isEqualTo("--os-release: \"/nowhere\" is no such file; accepted is a host's /etc/os-release");
        assertThat(bad("--falco", "1.2"))
                .isEqualTo("--falco: \"1.2\" is no Falco version; accepted are versions like 0.40.0, and dev");
        assertThat(bad("--falco", "0.99.0"))
                .isEqualTo("--falco: which driver Falco 0.99.0 has is not known here; known are 0.11.0 to 0.44.1");
        assertThat(bad("--config-md5", "xyz"))
                .isEqualTo("--config-md5: \"xyz\" is no md5; accepted are 32 hexadecimal digits");
        assertThat(bad("--repo", "s3://bucket"))
                .isEqualTo("--repo: \"s3://bucket\" is no address; accepted are http:// and https:// addresses");
        assertThat(bad("--output", "/nowhere")).isEqualTo("--output: \"/nowhere\" is no folder");
        assertThat(bad("--kind", "modern")).startsWith("--kind: \"modern\" is no probe kind; accepted are kmod, ebpf");
        assertThat(bad("--etc-version", "x")).startsWith("--etc-version: \"x\" has no version in it; accepted are ");
        assertThat(bad("--format", "xml")).startsWith("--format: \"xml\" is not known; accepted are text, json");
        assertThat(bad("more")).isEqualTo("\"more\": one argument too many; everything is given by options");
        Files.writeString(osRelease, "NAME=x\n");
        assertThat(bad()).isEqualTo("--os-release: there is no line ID=; accepted is a host's /etc/os-release");
    }

    private String bad(String... more) {
        return complaint(Stream.concat(
                        Stream.of("lookup", "--uname-a", UNAME, "--os-release", osRelease.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String complaint(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.lines()).hasSize(2).last().isEqualTo("Try build-probe-binaries lookup --help");
        return run.err.lines().findFirst().orElseThrow().replaceFirst("^build-probe-binaries: ", "");
    }

    @Test
    public void its_help_fits_a_narrow_terminal_and_the_main_help_names_it() {
        CommandRun run = CommandRun.of("lookup", "--help");
        assertThat(run.status).isZero();
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(CommandRun.of("--help").out).contains("build-probe-binaries lookup --uname-a TEXT");
        assertThat(CommandRun.of("--completion").out).contains("--os-release");
    }
}
