package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CheckCommandTest {
    private static final Kernel OLD = SampleRun.kernel("6.1.0-50-amd64", "6.1.176-1", "");
    private static final Kernel NEW = SampleRun.kernel("6.13.0-1-amd64", "6.13.4-1", "");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path state;

    @Before
    public void nameState() {
        state = folder.getRoot().toPath().resolve("debian.txt");
    }

    private CommandRun check(SampleRun found, String... more) {
        return CommandRun.of(
                new FakeEngine(found),
                Stream.concat(Stream.of("check", "debian", "--state", state.toString()), Stream.of(more))
                        .toArray(String[]::new));
    }

    @Test
    public void the_first_check_records_and_the_next_ones_tell_what_is_new() throws IOException {
        CommandRun first = check(new SampleRun().built(OLD), "--falco", "0.40.0");
        assertThat(first.err).isEmpty();
        assertThat(first.status).isZero();
        assertThat(first.out.lines())
                .containsExactly(
                        "debian: 1 kernel; Falco 0.40.0 (driver 8.0.0+driver) can be built for 1 as kmod, for 1 as ebpf",
                        "nothing was recorded before");
        assertThat(state).content().contains("kernel x86_64 6.1.0-50-amd64 6.1.176-1\n");

        CommandRun same = check(new SampleRun().built(OLD));
        assertThat(same.status).isZero();
        assertThat(same.out).contains("no kernel is new or has vanished since 20");

        CommandRun news = check(new SampleRun().unsupported(NEW).warning("doubtful"));
        assertThat(news.status).isEqualTo(1);
        assertThat(news.out.lines().map(line -> line.replaceAll(" +", " ").replaceAll("since .*:", "since then:")))
                .containsSequence(
                        "1 new, 0 changed, 1 vanished since then:",
                        "new 6.13.0-1-amd64 x86_64 6.13.4-1",
                        "vanished 6.1.0-50-amd64 x86_64 6.1.176-1",
                        "cannot be built:",
                        "kmod unsupported 1-kernel driver 8.0.0+driver does not compile for kernels from 6.13 on:"
                                + " 6.13.0-1-amd64",
                        "ebpf unsupported 1-kernel driver 8.0.0+driver does not compile for kernels from 6.13 on:"
                                + " 6.13.0-1-amd64",
                        "new warning: doubtful");
    }

    @Test
    public void the_record_stays_as_it_is_if_asked_for() {
        check(new SampleRun().built(OLD));
        assertThat(check(new SampleRun().built(NEW), "--keep-state").status).isEqualTo(1);
        assertThat(check(new SampleRun().built(NEW)).status).isEqualTo(1);
        assertThat(check(new SampleRun().built(NEW)).status).isZero();
    }

    @Test
    public void json_is_one_document() throws IOException {
        check(new SampleRun().built(OLD));
        JsonNode json = new ObjectMapper()
                .readTree(check(
                                new SampleRun().unsupported(NEW).warning("see https://me:secret@example.org/x"),
                                "--format=json")
                        .out);

        assertThat(json.at("/distro").asText()).isEqualTo("debian");
        assertThat(json.at("/kernels").asInt()).isEqualTo(1);
        assertThat(json.at("/new/0/release").asText()).isEqualTo("6.13.0-1-amd64");
        assertThat(json.at("/vanished/0/release").asText()).isEqualTo("6.1.0-50-amd64");
        assertThat(json.at("/changed")).isEmpty();
        assertThat(json.at("/builds")).isEmpty();
        assertThat(json.at("/obstacles/1/reason").asText()).isEqualTo("unsupported");
        assertThat(json.at("/obstacles/1/kernels/0/release").asText()).isEqualTo("6.13.0-1-amd64");
        assertThat(json.at("/newWarnings/0").asText()).isEqualTo("see https://example.org/x");
    }

    @Test
    public void every_option_reaches_the_engine() throws IOException {
        Path list = Files.writeString(
                folder.getRoot().toPath().resolve("mine.txt"),
                "kernel=6.5 until=2027-06-30 issue=https://example.org/1 loops\n");
        FakeEngine engine = new FakeEngine(new SampleRun().built(OLD));
        CommandRun run = CommandRun.of(
                engine,
                "check",
                "debian",
                "--state",
                state.toString(),
                "--falco",
                "0.36.2",
                "--kind",
                "kmod",
                "--arch",
                "arm64",
                "--cache",
                "c",
                "--mirror",
                "debian=http://a.example.org/debian",
                "--known-bad",
                list.toString());
        assertThat(run.err).isEmpty();
        assertThat(engine.request.falcoVersion()).isEqualTo(new FalcoVersion("0.36.2"));
        assertThat(engine.request.distros()).containsExactly("debian");
        assertThat(engine.request.kinds()).hasSize(1);
        assertThat(engine.request.architectures()).containsExactly(Architecture.AARCH64);
        assertThat(engine.request.knownBad().entries()).last().satisfies(entry -> assertThat(entry.where())
                .isEqualTo("line 1 of --known-bad " + list));
        assertThat(engine.settings.cache()).isEqualTo(Path.of("c"));
        assertThat(engine.settings.mirrors()).containsEntry("debian", URI.create("http://a.example.org/debian"));
    }

    @Test
    public void bad_input_is_one_line_that_names_the_option() throws IOException {
        assertThat(complaint("check")).isEqualTo("DISTRO: missing; accepted are debian, ubuntu");
        assertThat(complaint("check", "debain"))
                .isEqualTo("DISTRO: \"debain\" is no distribution that is known here; accepted are debian, ubuntu"
                        + " (did you mean debian?)");
        assertThat(bad("--falco", "0.99.0"))
                .isEqualTo("--falco: which driver Falco 0.99.0 has is not known here; known are 0.11.0 to 0.44.1");
        assertThat(bad("--arch", "mips"))
                .startsWith("--arch: \"mips\" is no architecture; accepted are x86_64, aarch64");
        assertThat(bad("--known-bad", "/nowhere"))
                .isEqualTo("--known-bad: \"/nowhere\" is no such file; accepted is a list of at most 1048576 bytes");
        Path list = Files.writeString(folder.getRoot().toPath().resolve("mine.txt"), "\nkernel=6.1\n");
        assertThat(bad("--known-bad", list.toString()))
                .isEqualTo("--known-bad " + list
                        + ": line 2: until= is missing; needed are kernel, until, issue and, last, the reason");
        Files.writeString(state, "[]\n");
        assertThat(bad("--falco", "0.40.0"))
                .isEqualTo("--state: \"" + state
                        + "\", line 1: there is no \"[]\"; accepted are files that a check wrote");
    }

    private String bad(String... more) {
        return complaint(Stream.concat(Stream.of("check", "debian", "--state", state.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private static String complaint(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.lines()).hasSize(2).last().isEqualTo("Try build-probe-binaries check --help");
        return run.err.lines().findFirst().orElseThrow().replaceFirst("^build-probe-binaries: ", "");
    }

    @Test
    public void a_distribution_that_cannot_be_read_is_one_line_and_leaves_the_record() throws IOException {
        check(new SampleRun().built(OLD));
        String before = Files.readString(state);
        FakeEngine engine = new FakeEngine(new SampleRun());
        engine.trouble = new IOException("debian could not be read: no answer");

        CommandRun run = CommandRun.of(engine, "check", "debian", "--state", state.toString());
        assertThat(run.status).isEqualTo(2);
        assertThat(run.err.lines()).containsExactly("build-probe-binaries: debian could not be read: no answer");
        assertThat(state).hasContent(before);
    }

    @Test
    public void its_help_fits_a_narrow_terminal_and_the_main_help_names_it() {
        CommandRun run = CommandRun.of("check", "--help");
        assertThat(run.status).isZero();
        assertThat(run.out).contains("debian, ubuntu");
        assertThat(run.out.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(CommandRun.of("--help").out).contains("build-probe-binaries check DISTRO");
        assertThat(CommandRun.of("--completion").out).contains("--keep-state");
    }
}
