package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a command in the engine's place that answers as docker does: there is no registry to pull from here. */
public class PulledImagesTest {
    private static final Toolchain BOOKWORM = Toolchains.named("bookworm").orElseThrow();
    private static final String REPOSITORY = "registry.example.org:5000/team/falco-probe-builder";
    private static final String ID = "sha256:" + "4f".repeat(32);

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final List<String> said = new ArrayList<>();

    @Test
    public void an_image_is_pulled_by_version_and_toolchain_and_its_digest_is_told() throws Exception {
        PulledImages images = images("true", ID, "bookworm", "00c0ffee", REPOSITORY + "@sha256:beef ");
        BuilderImage image = images.get(BOOKWORM, "0.40.0", said::add);
        assertThat(image).isEqualTo(new BuilderImage(REPOSITORY + ":0.40.0-bookworm", ID, "00c0ffee"));
        assertThat(said)
                .containsExactly(
                        "pulling the builder image " + REPOSITORY + ":0.40.0-bookworm",
                        "builder image " + REPOSITORY + ":0.40.0-bookworm is " + REPOSITORY + "@sha256:beef");
        assertThat(calls()).first().isEqualTo("pull --quiet " + REPOSITORY + ":0.40.0-bookworm");
    }

    @Test
    public void what_the_caller_adds_to_the_environment_reaches_the_engine() throws Exception {
        images("true", ID, "", "", "").get(BOOKWORM, "0.40.0", said::add);
        assertThat(calls()).contains("DOCKER_CONFIG=/secret");
    }

    @Test
    public void without_its_registry_the_image_that_is_here_is_used() throws Exception {
        PulledImages images = images("{ echo 'no route to host' >&2; false; }", ID, "<no value>", "", "");
        assertThat(images.get(BOOKWORM, "0.40.0", said::add).id()).isEqualTo(ID);
        assertThat(said).element(1).asString().endsWith("the one that is here is used: no route to host");
    }

    @Test
    public void an_image_that_cannot_be_had_says_why() throws Exception {
        Path engine = engine("case $1 in pull) echo 'manifest unknown' >&2; exit 1 ;; *) exit 1 ;; esac");
        assertThatThrownBy(() -> of(engine).get(BOOKWORM, "0.40.0", said::add))
                .isInstanceOf(EngineException.class)
                .hasMessage("the builder image " + REPOSITORY + ":0.40.0-bookworm cannot be pulled: manifest unknown");
    }

    @Test
    public void an_image_of_another_toolchain_is_refused() throws Exception {
        assertThatThrownBy(() -> images("true", ID, "sid", "", "").get(BOOKWORM, "0.40.0", said::add))
                .isInstanceOf(EngineException.class)
                .hasMessageEndingWith("has the compilers of sid, not those of bookworm");
    }

    @Test
    public void only_names_without_a_tag_are_accepted() {
        for (String name : List.of("builder", "team/falco-probe-builder", REPOSITORY, "localhost/a_b/c.d")) {
            assertThat(new PulledImages(CommandLineRuntime.named("docker"), name))
                    .isNotNull();
        }
        for (String name : List.of("", "-v", "builder:latest", "a b", "Builder", "a@sha256:00", "a//b", "$(id)")) {
            assertThatThrownBy(() -> new PulledImages(CommandLineRuntime.named("docker"), name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("\"" + name + "\" is no image name");
        }
    }

    private PulledImages images(String pull, String... lines) throws IOException {
        Path answer = Files.write(temporary.newFile().toPath(), List.of(lines));
        return of(engine("echo DOCKER_CONFIG=$DOCKER_CONFIG >>" + log() + "\ncase $1 in pull) " + pull + " ;; *) cat "
                + answer + " ;; esac"));
    }

    private static PulledImages of(Path engine) {
        return new PulledImages(
                CommandLineRuntime.at(engine.toString(), Map.of("DOCKER_CONFIG", "/secret")), REPOSITORY);
    }

    private Path engine(String script) throws IOException {
        Path engine = temporary.newFile().toPath();
        Files.writeString(engine, "#!/bin/sh\necho \"$*\" >>" + log() + "\n" + script + "\n");
        return Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwx------"));
    }

    private Path log() {
        return temporary.getRoot().toPath().resolve("calls");
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(log());
    }
}
