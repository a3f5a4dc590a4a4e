package io.jenkins.plugins.falcoprobes.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.SetupException;
import io.jenkins.plugins.falcoprobes.container.BuilderPlace;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverFolder;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.SourceFolder;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class InPlaceHostTest {
    private static final Toolchain BOOKWORM = Toolchains.named("bookworm").orElseThrow();
    private static final Toolchain TRIXIE = Toolchains.named("trixie").orElseThrow();
    private static final Pattern ANY = Pattern.compile("");
    private static final FalcoVersion FALCO = new FalcoVersion("0.40.0");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path root;
    private AgentHost host;

    @Before
    public void furnish() throws Exception {
        root = temporary.newFolder("root").toPath();
        source(root.resolve("driver"), "int main;");
        host = new InPlaceHost("agent-1", Optional.of(new BuilderPlace(root, BOOKWORM)));
    }

    @Test
    public void its_own_image_is_offered_for_its_own_driver() throws Exception {
        assertThat(host.image(BOOKWORM, FALCO, driver("int main;"), line -> {}).id())
                .isEqualTo("container of the agent agent-1");
        assertThatThrownBy(() -> host.image(BOOKWORM, FALCO, driver("int other;"), line -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessage("the driver in the container of the agent agent-1 is not the one from debian:trixie;"
                        + " accepted are driverSource 'image', which is the container's own, and images made with that"
                        + " driver");
    }

    @Test
    public void other_toolchains_are_not_offered() throws Exception {
        Driver driver = driver("int main;");
        assertThatThrownBy(() -> host.image(TRIXIE, FALCO, driver, line -> {}))
                .isInstanceOf(EngineException.class)
                .hasMessage("the agent agent-1 is a builder container of bookworm; accepted are agents in the image of"
                        + " trixie, or with docker or podman");
    }

    @Test
    public void the_image_as_the_drivers_source_means_its_own() {
        assertThat(host.adapt(request("image")).driverSource()).isEqualTo("dir:" + root.resolve("driver"));
        assertThat(host.adapt(request("debian")).driverSource()).isEqualTo("debian");
        assertThatThrownBy(() -> host.imageFiles().copyOut("falcosecurity/falco:0.40.0", "/usr/src", root))
                .isInstanceOf(EngineException.class);
    }

    @Test
    public void kernels_are_made_beside_their_place_and_built_one_at_a_time() {
        assertThat(host.work(Path.of("/cache/work"))).isEqualTo(root.resolve("kernel/.work"));
        assertThat(host.adapt(request("debian")).jobs()).isEqualTo(1);
    }

    @Test
    public void an_agent_with_no_engine_that_is_no_builder_container_says_what_is_accepted() {
        AgentHost none = new InPlaceHost("agent-1", Optional.empty());
        assertThat(none.adapt(request("image"))).isEqualTo(request("image"));
        assertThatThrownBy(() -> none.makeReady(line -> {}))
                .isInstanceOf(SetupException.class)
                .hasMessageStartingWith(
                        "no container engine answers on the agent agent-1: accepted are docker and podman")
                .message()
                .doesNotContain("\n");
    }

    @Test
    public void a_builder_container_is_ready_at_once() throws Exception {
        List<String> said = new ArrayList<>();
        host.makeReady(said::add).close();
        assertThat(said).containsExactly("the agent agent-1 is a builder container of bookworm itself");
    }

    private static BuildRequest request(String driverSource) {
        return new BuildRequest(
                FALCO,
                List.of("debian"),
                ANY,
                OptionalInt.empty(),
                Set.of(ProbeKind.KMOD),
                Set.of(Architecture.X86_64),
                driverSource,
                Naming.BOTH,
                8,
                Duration.ofMinutes(10),
                2,
                false);
    }

    private Driver driver(String main) throws IOException {
        Path folder = source(temporary.newFolder().toPath(), main);
        return new Driver(
                SourceFolder.of(folder),
                new DriverVersion("8.0.0+driver"),
                "falco",
                "falco",
                Optional.empty(),
                Optional.empty(),
                true,
                true,
                false,
                Optional.empty(),
                DriverFolder.digestOf(folder),
                "debian:trixie",
                List.of());
    }

    private static Path source(Path folder, String main) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, String> file : Map.of(
                        "main.c", main, "ppm_events.c", "", "Makefile", "obj-m += scap.o\n", "driver_config.h", "")
                .entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }
}
