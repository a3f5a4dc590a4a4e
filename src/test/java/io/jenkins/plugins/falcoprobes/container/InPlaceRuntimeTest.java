package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a folder in the place of the builder container's root, and a script in that of {@code build-probe}. */
public class InPlaceRuntimeTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final List<String> BUILD = List.of("build-probe");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path root;
    private Path kernel;
    private Path log;
    private BuildContainer container;

    @Before
    public void furnish() throws Exception {
        root = temporary.newFolder("root").toPath();
        for (String folder : List.of("etc", "driver", "kernel", "output", "usr/local/bin")) {
            Files.createDirectories(root.resolve(folder));
        }
        Files.writeString(root.resolve("etc/falco-probe-toolchain"), "bookworm\n");
        script(":");
        kernel = Files.createDirectories(place().work().resolve("run-1/slot-0/kernel"));
        Files.writeString(Files.createDirectory(kernel.resolve("build")).resolve("Makefile"), "first");
        log = temporary.getRoot().toPath().resolve("log");
        container = container(kernel);
    }

    @Test
    public void a_place_is_found_by_what_its_image_says_and_has() throws Exception {
        assertThat(place().toolchain().id()).isEqualTo("bookworm");
        Files.delete(root.resolve("usr/local/bin/build-probe"));
        assertThat(BuilderPlace.at(root)).isEmpty();
        script(":");
        Files.writeString(root.resolve("etc/falco-probe-toolchain"), "solaris\n");
        assertThat(BuilderPlace.at(root)).isEmpty();
    }

    @Test
    public void the_kernel_is_in_its_place_while_a_command_runs_and_back_afterwards() throws Exception {
        script("cat $root/kernel/build/Makefile; touch $root/kernel/build/new");
        assertThat(container.exec(BUILD, Map.of(), log, LONG)).isZero();
        assertThat(log).hasContent("first");
        assertThat(kernel.resolve("build/Makefile")).hasContent("first");
        assertThat(kernel.resolve("build/new")).exists();
        assertThat(root.resolve("kernel/build")).doesNotExist();
    }

    @Test
    public void what_a_killed_agent_left_in_the_place_is_removed_first() throws Exception {
        Files.createDirectories(root.resolve("kernel/build/scripts"));
        Files.writeString(root.resolve("output/probe.ko"), "stale");
        script("ls -A $root/kernel/build $root/output");
        assertThat(container.exec(BUILD, Map.of(), log, LONG)).isZero();
        assertThat(log).content().contains("Makefile").doesNotContain("scripts", "probe.ko");
    }

    @Test
    public void results_are_kept_from_whoever_builds_next() throws Exception {
        script("echo \"$WHO\" >$root/output/probe.ko");
        Path nextKernel = Files.createDirectories(place().work().resolve("run-1/slot-1/kernel"));
        BuildContainer next = container(nextKernel);
        container.exec(BUILD, Map.of("WHO", "first"), log, LONG);
        next.exec(BUILD, Map.of("WHO", "second"), log, LONG);

        Path target = temporary.getRoot().toPath().resolve("probe.ko");
        container.read("/output/probe.ko", target, 100);
        assertThat(target).hasContent("first");
        next.read("/output/probe.ko", target, 100);
        assertThat(target).hasContent("second");
        assertThatThrownBy(() -> container.read("/output/probe.ko", target, 5)).hasMessageContaining("larger than 5");
        assertThatThrownBy(() -> container.read("/output/probe.o", target, 5)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> container.read("/output/../kernel/build/Makefile", target, 100))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    public void results_of_an_earlier_command_are_gone() throws Exception {
        script("[ -z \"$FAIL\" ] || exit 4; echo probe >$root/output/probe.ko");
        assertThat(container.exec(BUILD, Map.of(), log, LONG)).isZero();
        assertThat(container.exec(BUILD, Map.of("FAIL", "yes"), log, LONG)).isEqualTo(4);
        assertThatThrownBy(() -> container.read("/output/probe.ko", log, 100)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    public void nothing_of_the_agents_environment_gets_in() throws Exception {
        script("exec env");
        container.exec(BUILD, Map.of("BUILDER_KIND", "kmod"), log, LONG);
        assertThat(Files.readAllLines(log).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name)))
                .containsExactlyInAnyOrder("BUILDER_KIND", "HOME", "HOSTNAME", "PATH");
    }

    @Test
    public void a_command_out_of_time_is_killed_with_all_that_it_started() throws Exception {
        script("sh -c 'sleep 86397 & sleep 86397' & sleep 86397");
        assertThatThrownBy(() -> container.exec(BUILD, Map.of(), log, Duration.ofMillis(500)))
                .isInstanceOf(CommandTimeoutException.class);
        assertThat(running("sleep 86397")).isEmpty();
        assertThat(container.isAlive()).isFalse();
        assertThat(kernel.resolve("build/Makefile")).exists();
    }

    @Test
    public void what_a_command_leaves_running_is_killed_when_it_ends() throws Exception {
        script("sleep 86396 >/dev/null 2>&1 &");
        assertThat(container.exec(BUILD, Map.of(), log, LONG)).isZero();
        assertThat(running("sleep 86396")).isEmpty();
    }

    /** A process that has ended has no command line any more, even while nobody has asked for its status. */
    private static List<ProcessHandle> running(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").endsWith(commandLine))
                .toList();
    }

    @Test
    public void an_interruption_ends_the_command_and_lets_others_take_their_turn() throws Exception {
        Path fifo = root.resolve("begun");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        script("[ -z \"$WAIT\" ] || { echo >$root/begun; sleep 3600; }");
        FutureTask<Integer> waiting = new FutureTask<>(() -> container.exec(BUILD, Map.of("WAIT", "yes"), log, LONG));
        Thread thread = new Thread(waiting);
        thread.start();
        assertThat(Files.readString(fifo)).isNotNull();
        thread.interrupt();
        thread.join(LONG.toMillis());
        assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
        assertThat(container(kernel).exec(BUILD, Map.of(), log, LONG)).isZero();
    }

    @Test
    public void containers_take_turns() throws Exception {
        script("mkdir $root/busy || exit 9; i=0; while [ $i -lt 3000 ]; do i=$((i+1)); done; rmdir $root/busy");
        FutureTask<Integer> other = builds(place().work().resolve("run-1/slot-1"));
        Thread thread = new Thread(other);
        thread.start();
        FutureTask<Integer> own = builds(place().work().resolve("run-1/slot-2"));
        own.run();
        assertThat(own.get()).isZero();
        assertThat(other.get()).isZero();
    }

    private FutureTask<Integer> builds(Path slot) throws IOException {
        BuildContainer own = container(Files.createDirectories(slot.resolve("kernel")));
        Callable<Integer> all = () -> {
            int worst = 0;
            for (int i = 0; i < 5; i++) {
                worst = Math.max(worst, own.exec(BUILD, Map.of(), slot.resolve("log"), LONG));
            }
            return worst;
        };
        return new FutureTask<>(all);
    }

    private BuildContainer container(Path kernelFolder) throws IOException {
        return new InPlaceRuntime(place()).start(new ContainerSpec("in place", kernelFolder, 1, 1, 1, 1));
    }

    private BuilderPlace place() throws IOException {
        return BuilderPlace.at(root).orElseThrow();
    }

    private void script(String text) throws IOException {
        Path script = root.resolve("usr/local/bin/build-probe");
        Files.writeString(script, "#!/bin/sh\nroot=${0%/usr/local/bin/build-probe}\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
