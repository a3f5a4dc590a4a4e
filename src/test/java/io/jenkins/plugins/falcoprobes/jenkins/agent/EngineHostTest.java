package io.jenkins.plugins.falcoprobes.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.build.SetupException;
import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a command in the engine's place, and a controller that does as told. */
public class EngineHostTest {
    private static final String IMAGE = "sha256:" + "4f".repeat(32);
    private static final String ID = "0c".repeat(32);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> asked = new ArrayList<>();
    private final ScriptedLink link = new ScriptedLink((image, options) -> {
        asked.add(image);
        asked.addAll(options);
        return ID;
    });

    @Test
    public void the_controller_starts_and_stops_what_the_agent_uses() throws Exception {
        Path kernel = temporary.newFolder("kernel").toPath();
        Path log = temporary.getRoot().toPath().resolve("log");
        AgentHost host = host("case $1 in exec) shift; echo \"$@\" ;; inspect) echo true ;; esac", "", Map.of());
        BuildContainer container = host.runtime().start(spec(kernel));
        assertThat(asked)
                .startsWith(IMAGE)
                .contains("--network=none", "--mount=type=bind,src=" + kernel + ",dst=/kernel,readonly");
        assertThat(container.exec(List.of("build-probe"), Map.of("A", "b"), log, Duration.ofMinutes(1)))
                .isZero();
        assertThat(log).hasContent("--env=A=b " + ID + " build-probe");
        assertThat(container.isAlive()).isTrue();
        container.close();
        container.close();
        assertThat(container.isAlive()).isFalse();
        assertThat(link.stopped).containsExactly(ID);
    }

    @Test
    public void an_agent_in_a_container_mounts_what_the_host_has() throws Exception {
        Path work = temporary.newFolder("work").toPath();
        AgentHost host = host(":", "ab".repeat(32), Map.of(work.toString(), "/srv/agent"));
        assertThat(host.runtime().start(spec(work.resolve("slot-0/kernel")))).isNotNull();
        assertThat(asked).contains("--mount=type=bind,src=/srv/agent/slot-0/kernel,dst=/kernel,readonly");
        assertThatThrownBy(() -> host.runtime().start(spec(Path.of("/elsewhere"))))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("is on none of its volumes");
    }

    @Test
    public void a_container_that_the_controller_cannot_start_is_the_engines_failure() throws Exception {
        ContainerAccess access = access(engine(":"), "", Map.of());
        ScriptedLink failing = new ScriptedLink((image, options) -> {
            throw new IOException("no space left on device");
        });
        AgentHost host = AgentHost.open(settings(access), failing, folder("output"), folder("cache"));
        assertThatThrownBy(() -> host.runtime().start(spec(folder("kernel"))))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith(" cannot start a container: no space left on device");
    }

    @Test
    public void an_engine_that_answers_no_more_is_told_and_none_is_installed() throws Exception {
        AgentHost host = host("exit 1", "", Map.of());
        assertThatThrownBy(() -> host.makeReady(line -> {}))
                .isInstanceOf(SetupException.class)
                .hasMessageMatching("the container engine .* of the agent agent-1 does not answer any more");
    }

    private AgentHost host(String script, String container, Map<String, String> volumes) throws IOException {
        return AgentHost.open(
                settings(access(engine(script), container, volumes)), link, folder("output"), folder("cache"));
    }

    private static AgentSettings settings(ContainerAccess access) {
        return new AgentSettings(
                "debian", "agent-1", "cache", List.of(), DistroSettings.NONE, access, "", List.of(), false);
    }

    private static ContainerAccess access(Path engine, String container, Map<String, String> volumes) {
        return new ContainerAccess(engine.toString(), Map.of(), "", "owner", container, volumes);
    }

    private static ContainerSpec spec(Path kernel) {
        return new ContainerSpec(IMAGE, kernel, 1L << 30, 256, 1, 1L << 30);
    }

    private Path folder(String name) throws IOException {
        return Files.createDirectories(temporary.getRoot().toPath().resolve(name));
    }

    private Path engine(String script) throws IOException {
        Path engine = Files.writeString(folder("bin").resolve("docker"), "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
    }
}
