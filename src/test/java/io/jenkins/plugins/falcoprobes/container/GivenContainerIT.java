package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A container that somebody else starts and stops, as the controller does for its agents, with the real engine. */
public class GivenContainerIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration HOUR = Duration.ofHours(1);

    private static String image;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final CommandLineRuntime runtime = CommandLineRuntime.at("docker", Map.of());
    private final List<String> started = new ArrayList<>();
    private Path kernel;
    private Path log;

    @BeforeClass
    public static void make_the_image() throws Exception {
        TestEngine.ready();
        image = RealInputs.get().image("bookworm").id();
    }

    @Before
    public void prepare() throws Exception {
        kernel = temporary.newFolder("kernel").toPath();
        log = temporary.getRoot().toPath().resolve("log");
    }

    @After
    public void remove() throws Exception {
        for (String id : started) {
            if (Docker.knows(id)) {
                stop(id);
            }
        }
    }

    @Test
    public void it_is_used_like_one_of_our_own() throws Exception {
        Files.writeString(Files.createDirectory(kernel.resolve("build")).resolve("Makefile"), "all:");
        String id = start("600");
        try (BuildContainer container = runtime.use(id, HOUR, GivenContainerIT::stop)) {
            assertThat(container.id()).isEqualTo(id);
            assertThat(container.exec(
                            List.of(
                                    "sh",
                                    "-c",
                                    "id -u; ls /sys/class/net; cat /kernel/build/Makefile >/output/probe.o"),
                            Map.of(),
                            log,
                            LONG))
                    .isZero();
            assertThat(Files.readAllLines(log)).containsExactly("65534", "lo");
            Path target = temporary.getRoot().toPath().resolve("probe.o");
            container.read("/output/probe.o", target, 100);
            assertThat(target).hasContent("all:");
            assertThat(container.exec(List.of("sh", "-c", "exit 4"), Map.of(), log, LONG))
                    .isEqualTo(4);
            assertThat(container.isAlive()).isTrue();
        }
        assertThat(Docker.knows(id)).isFalse();
    }

    @Test
    public void it_is_not_swept_away_by_the_command_line_program() throws Exception {
        String id = start("600");
        runtime.sweep();
        assertThat(Docker.knows(id)).isTrue();
    }

    @Test
    public void a_command_out_of_time_is_killed_by_the_containers_end() throws Exception {
        String id = start("600");
        BuildContainer container = runtime.use(id, HOUR, GivenContainerIT::stop);
        assertThatThrownBy(() -> container.exec(List.of("sleep", "86395"), Map.of(), log, Duration.ofSeconds(1)))
                .isInstanceOf(CommandTimeoutException.class);
        assertThat(container.isAlive()).isFalse();
        assertThat(Docker.knows(id)).isFalse();
    }

    @Test
    public void it_ends_by_itself_when_its_lifetime_is_over() throws Exception {
        String id = start("1");
        BuildContainer container = runtime.use(id, HOUR, GivenContainerIT::stop);
        Docker.call("wait", id);
        assertThat(container.isAlive()).isFalse();
        assertThatThrownBy(() -> container.exec(List.of("true"), Map.of(), log, LONG))
                .isInstanceOf(EngineException.class);
        container.close();
        assertThat(Docker.knows(id)).isFalse();
    }

    @Test
    public void it_is_exchanged_before_its_lifetime_is_over() throws Exception {
        String id = start("600");
        assertThat(runtime.use(id, Duration.ofNanos(1), GivenContainerIT::stop).isAlive())
                .isFalse();
        assertThat(Docker.knows(id)).isTrue();
    }

    @Test
    public void where_its_starter_cannot_be_reached_the_engine_itself_removes_it() throws Exception {
        String id = start("600");
        BuildContainer container = runtime.use(id, HOUR, unreachable -> {
            throw new IOException("the channel is closed");
        });
        Thread.currentThread().interrupt();
        container.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(Docker.knows(id)).isFalse();
    }

    private String start(String seconds) throws Exception {
        List<String> line = new ArrayList<>(List.of("run", "--detach", "--tty"));
        line.addAll(CommandLineRuntime.options(new ContainerSpec(image, kernel, 256L << 20, 48, 1, 64L << 20)));
        line.addAll(List.of("--entrypoint=sleep", image, seconds));
        String id = Docker.call(line.toArray(String[]::new));
        started.add(id);
        return id;
    }

    private static void stop(String id) throws IOException, InterruptedException {
        Docker.call("rm", "--force", id);
    }
}
