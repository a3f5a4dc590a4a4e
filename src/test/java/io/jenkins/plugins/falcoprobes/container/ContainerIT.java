package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a builder container may do and what not, with the real engine. */
public class ContainerIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int PROCESSES = 48;
    private static final long MEMORY = 256L << 20;
    private static final long DISK = 64L << 20;

    private static String image;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final CommandLineRuntime runtime = CommandLineRuntime.named("docker");
    private Path kernel;
    private Path log;
    private BuildContainer container;

    @BeforeClass
    public static void make_the_image() throws Exception {
        TestEngine.ready();
        image = RealInputs.get().image("bookworm").id();
    }

    @Before
    public void start() throws Exception {
        kernel = temporary.newFolder("kernel").toPath();
        log = temporary.getRoot().toPath().resolve("log");
        container = runtime.start(new ContainerSpec(image, kernel, MEMORY, PROCESSES, 2, DISK));
    }

    @After
    public void stop() throws Exception {
        container.close();
        assertThat(Docker.knows(container.id())).isFalse();
    }

    @Test
    public void the_engine_tells_its_version() throws Exception {
        assertThat(runtime.version()).matches("\\d+\\.\\d+.*");
    }

    @Test
    public void a_command_runs_as_nobody_without_rights_and_without_network() throws Exception {
        assertThat(shell("id -u; grep -E '^(CapEff|CapBnd|NoNewPrivs)' /proc/self/status; ls /sys/class/net"))
                .isZero();
        assertThat(Files.readAllLines(log))
                .containsExactly(
                        "65534", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "lo");
    }

    @Test
    public void nothing_can_be_written_but_in_memory() throws Exception {
        Files.setPosixFilePermissions(kernel, java.nio.file.attribute.PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThat(shell(
                        "for place in /kernel /driver /usr /etc /var/tmp /root; do touch $place/file && echo $place; done;"
                                + " true"))
                .isZero();
        assertThat(Files.readAllLines(log)).hasSize(6).allMatch(line -> line.startsWith("touch: cannot touch"));
        assertThat(shell("touch /build/file /output/file /tmp/file")).isZero();
    }

    @Test
    public void what_is_written_is_bounded_and_cannot_be_executed_but_where_the_script_works() throws Exception {
        assertThat(shell("head -c " + DISK + " /dev/zero >/build/file")).isNotZero();
        assertThat(log).content().contains("No space left on device");
        for (String folder : List.of("/tmp", "/output")) {
            assertThat(shell("rm -f /build/file; cp /bin/true " + folder + " && " + folder + "/true || exit 3"))
                    .isEqualTo(3);
            assertThat(log).content().contains("Permission denied");
        }
        assertThat(shell("cp /bin/true /build && /build/true")).isZero();
    }

    @Test
    public void a_fork_bomb_ends_at_the_limit() throws Exception {
        assertThat(shell("while true; do sleep 3600 & done")).isNotZero();
        assertThat(log).content().contains("Cannot fork");
    }

    @Test
    public void a_command_that_wants_too_much_memory_is_killed_and_the_container_lives() throws Exception {
        assertThat(container.exec(List.of("tail", "/dev/zero"), Map.of(), log, LONG))
                .isEqualTo(137);
        assertThat(shell("echo alive")).isZero();
        assertThat(log).hasContent("alive");
    }

    @Test
    public void values_and_arguments_arrive_as_they_are() throws Exception {
        String strange = "$(touch /build/x) `id` 'a' \"b\" ; \\ \t*";
        container.exec(List.of("printf", "%s\n", strange), Map.of(), log, LONG);
        assertThat(log).hasContent(strange);
        container.exec(List.of("printenv", "STRANGE"), Map.of("STRANGE", strange), log, LONG);
        assertThat(log).hasContent(strange);
    }

    @Test
    public void a_command_that_fails_is_told_from_an_engine_that_fails() throws Exception {
        assertThat(shell("exit 42")).isEqualTo(42);
        assertThatThrownBy(() -> container.exec(List.of("no-such-command"), Map.of(), log, LONG))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no-such-command");
        assertThat(container.isAlive()).isTrue();

        Docker.call("rm", "--force", container.id());
        assertThatThrownBy(() -> shell("exit 1"))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("the container ended");
    }

    @Test
    public void a_command_out_of_time_is_killed_with_all_that_it_started() throws Exception {
        assertThatThrownBy(() -> container.exec(
                        List.of("sh", "-c", "sleep 86399 & sleep 86399"), Map.of(), log, Duration.ofSeconds(1)))
                .isInstanceOf(CommandTimeoutException.class)
                .hasMessage("killed after 1 s");
        assertThat(container.isAlive()).isFalse();
        assertThat(Docker.knows(container.id())).isFalse();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").endsWith("sleep 86399")))
                .isEmpty();
    }

    @Test
    public void an_interruption_ends_the_command_and_the_container() throws Exception {
        AtomicReference<Throwable> outcome = new AtomicReference<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            begun.countDown();
            try {
                shell("sleep 3600");
            } catch (IOException | InterruptedException e) {
                outcome.set(e);
            }
        });
        thread.start();
        begun.await();
        thread.interrupt();
        thread.join(LONG.toMillis());
        assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        assertThat(Docker.knows(container.id())).isFalse();
    }

    @Test
    public void the_kernels_folder_can_be_exchanged_between_two_commands() throws Exception {
        Path next = temporary.newFolder("next").toPath();
        Files.writeString(Files.createDirectory(next.resolve("build")).resolve("Makefile"), "second");
        Files.writeString(Files.createDirectory(kernel.resolve("build")).resolve("Makefile"), "first");
        assertThat(shell("cat /kernel/build/Makefile")).isZero();
        assertThat(log).hasContent("first");

        Files.move(kernel.resolve("build"), next.resolve("old"));
        Files.move(next.resolve("build"), kernel.resolve("build"));
        assertThat(shell("cat /kernel/build/Makefile")).isZero();
        assertThat(log).hasContent("second");
    }

    @Test
    public void a_file_is_read_whole_or_not_at_all() throws Exception {
        Path target = temporary.getRoot().toPath().resolve("probe.o");
        shell("head -c 100000 /dev/zero >/output/probe.o");
        container.read("/output/probe.o", target, 100_000);
        assertThat(target).hasSize(100_000);

        assertThatThrownBy(() -> container.read("/output/probe.o", target, 99_999))
                .hasMessage("/output/probe.o in the container is larger than 99999 bytes");
        assertThat(target).doesNotExist();
        assertThatThrownBy(() -> container.read("/output/probe.ko", target, 100_000))
                .hasMessageContaining("/output/probe.ko")
                .hasMessageContaining("No such file or directory");
        assertThat(target).doesNotExist();
    }

    @Test
    public void a_jvm_that_is_killed_leaves_no_container() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ContainerHolder.class.getName(),
                        image,
                        temporary.newFolder("killed").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = jvm.inputReader()) {
            String id = output.readLine();
            assertThat(Docker.knows(id)).isTrue();
            Process wait = new ProcessBuilder("docker", "wait", id).start();
            jvm.destroyForcibly();
            wait.waitFor();
            assertThat(Docker.call("ps", "--quiet", "--filter", "id=" + id)).isEmpty();
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    public void only_containers_of_a_jvm_that_is_gone_are_swept() throws Exception {
        Owner self = Owner.self();
        String left = leftBehind(new Owner(self.host(), self.pid(), self.start() - 3600));
        String others = leftBehind(new Owner("another-host", self.pid(), self.start() - 3600));
        try {
            assertThat(runtime.sweep()).isPositive();
            assertThat(Docker.knows(left)).isFalse();
            assertThat(Docker.knows(others)).isTrue();
            assertThat(container.isAlive()).isTrue();
            assertThat(Docker.knows(container.id())).isTrue();
        } finally {
            Docker.call("rm", "--force", others);
        }
    }

    @Test
    public void a_container_that_cannot_start_says_why() {
        ContainerSpec spec = new ContainerSpec("no-such-image:at-all", kernel, MEMORY, PROCESSES, 1, DISK);
        assertThatThrownBy(() -> runtime.start(spec))
                .isInstanceOf(EngineException.class)
                .hasMessageStartingWith("docker cannot start a container: ")
                .hasMessageContaining("no-such-image");
    }

    private int shell(String script) throws IOException, InterruptedException {
        return container.exec(List.of("sh", "-c", script), Map.of(), log, LONG);
    }

    private static String leftBehind(Owner owner) throws Exception {
        return Docker.call(
                "run",
                "--detach",
                "--interactive",
                "--network=none",
                "--label=" + RunArguments.OWNER_LABEL + "=" + owner.label(),
                image,
                "cat");
    }
}
