package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.Assume.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The set-up of an engine where none answers, in namespaces where the machine's own engine is out of sight. */
public class EngineSetupIT {
    private static final String HIDE_THE_ENGINE =
            "mount -t tmpfs tmpfs /run && mkdir /run/lock" + " && mount -t tmpfs tmpfs /var/lib/docker && exec \"$@\"";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @BeforeClass
    public static void setUpEngine() throws Exception {
        TestEngine.ready();
    }

    @Test
    public void an_engine_is_started_where_none_answers_and_stopped_by_whoever_started_it() throws Exception {
        assumeTrue("needs root", "root".equals(System.getProperty("user.name")));
        Process process = new ProcessBuilder(
                        "unshare",
                        "--mount",
                        "--net",
                        "--pid",
                        "--fork",
                        "--mount-proc",
                        "sh",
                        "-c",
                        HIDE_THE_ENGINE,
                        "sh",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EngineSetupProgram.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.lines())
                .containsExactly(
                        "answers before: false",
                        "ensure-engine: starting dockerd",
                        "answers: true",
                        "second is another: true",
                        "answers after the second: true",
                        "answers after: false");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    public void an_engine_that_answers_is_left_alone() throws Exception {
        List<String> progress = new ArrayList<>();
        CommandLineRuntime docker = CommandLineRuntime.named("docker");
        EngineSetup.ensure(docker, BuilderFiles.of(Path.of("docker")), progress::add)
                .close();
        assertThat(progress).isEmpty();
        assertThat(docker.answers()).isTrue();
    }

    @Test
    public void an_image_is_made_once_and_again_when_it_is_stale() throws Exception {
        RealInputs inputs = RealInputs.get();
        BuilderImage image = inputs.image("bookworm");
        Path driver =
                temporary.newFolder("a driver's folder, with $strange \"name\"").toPath();
        Files.writeString(driver.resolve("main.c"), "int x;\n");
        List<String> progress = new ArrayList<>();

        BuilderImage first = other(driver, "one", progress);
        assertThat(other(driver, "one", progress)).isEqualTo(first);
        BuilderImage stale = other(driver, "two", progress);
        assertThat(progress)
                .containsOnly("making the builder image falco-probe-builder:0.0.0-test-bookworm")
                .hasSizeBetween(1, 2);
        assertThat(stale.reference()).isEqualTo(first.reference());
        assertThat(stale.digest()).isNotEqualTo(first.digest());
        assertThat(Docker.call("run", "--rm", "--network=none", stale.id(), "cat", "/driver/main.c"))
                .isEqualTo("int x;");

        assertThat(inputs.image("bookworm")).isEqualTo(image);
        Docker.call("image", "rm", stale.reference());
    }

    @Test
    public void an_image_that_cannot_be_made_says_why() {
        Path nowhere = temporary.getRoot().toPath().resolve("nowhere");
        assertThatThrownBy(() -> other(nowhere, "none", new ArrayList<>()))
                .isInstanceOf(EngineException.class)
                .hasMessageMatching(
                        "(?s)the builder image of bookworm cannot be made: [^\n]*there is no such folder; see .*");
    }

    private static BuilderImage other(Path driver, String digest, List<String> progress) throws Exception {
        return RealInputs.images()
                .ensure(RealInputs.toolchain("bookworm"), "0.0.0-test", () -> driver, digest, progress::add);
    }
}
