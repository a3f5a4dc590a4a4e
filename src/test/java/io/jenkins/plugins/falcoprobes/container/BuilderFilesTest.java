package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class BuilderFilesTest {
    private static final Path DOCKER = Path.of("docker");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void every_file_of_the_folder_is_known_by_name() throws IOException {
        try (Stream<Path> files = Files.list(DOCKER)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(BuilderFiles.NAMES);
        }
    }

    @Test
    public void what_is_unpacked_is_the_folder_of_the_checkout() throws IOException {
        Path parent = temporary.getRoot().toPath().resolve("cache");
        BuilderFiles unpacked = BuilderFiles.unpack(parent);

        assertThat(unpacked.digest()).isEqualTo(BuilderFiles.of(DOCKER).digest());
        assertThat(BuilderFiles.unpack(parent)).isEqualTo(unpacked);
        try (Stream<Path> folders = Files.list(parent)) {
            assertThat(folders).containsExactly(unpacked.folder());
        }
    }

    @Test
    public void another_file_is_another_digest() throws IOException {
        BuilderFiles files = BuilderFiles.unpack(temporary.getRoot().toPath());
        Files.writeString(files.folder().resolve("install-tools"), "#!/bin/sh\n");
        assertThat(BuilderFiles.of(files.folder()).digest()).isNotEqualTo(files.digest());
    }

    @Test
    public void an_engine_is_docker_or_podman() {
        assertThat(CommandLineRuntime.named("podman").name()).isEqualTo("podman");
        assertThatThrownBy(() -> CommandLineRuntime.named("rkt; reboot"))
                .hasMessage("\"rkt; reboot\" is no container engine; accepted are docker and podman");
    }

    @Test
    public void bad_values_get_one_clear_line_from_make() throws Exception {
        assertThat(make()).contains("FALCO_VERSION is not set; accepted are versions like 0.40.0, and dev");
        assertThat(make("FALCO_VERSION=1 2")).contains("FALCO_VERSION \"1 2\" is no Falco version");
        assertThat(make("FALCO_VERSION=0.40.0", "TOOLCHAINS=wheezy"))
                .contains("TOOLCHAINS names \"wheezy\"; there are: bionic bookworm bullseye buster sid trixie trusty");
        assertThat(make("FALCO_VERSION=0.40.0", "TOOLCHAINS=bookworm-aarch64 driver-dir"))
                .contains("TOOLCHAINS names \"driver-dir\"; there are: ");
        assertThat(make("FALCO_VERSION=0.40.0", "TOOLCHAINS=bookworm-mips"))
                .contains("TOOLCHAINS names \"bookworm-mips\"; there are: ");
        assertThat(make("FALCO_VERSION=0.40.0", "DRIVER_SOURCE=tar:x")).contains("DRIVER_SOURCE \"tar:x\" is none of");
        assertThat(make("FALCO_VERSION=0.40.0", "DRIVER_SOURCE=dir:/nowhere")).contains("there is no such folder");
        assertThat(make("FALCO_VERSION=0.40.0", "IMAGE=Falco")).contains("IMAGE \"Falco\" is no image name");
        assertThat(make("FALCO_VERSION=0.40.0", "DOCKER=rkt")).contains("DOCKER \"rkt\" is no command here");
    }

    /** What {@code make -C docker check} says: the first line, which is ours. */
    private static String make(String... variables) throws IOException, InterruptedException {
        List<String> line = new java.util.ArrayList<>(List.of("make", "--no-print-directory", "-C", "docker", "check"));
        line.addAll(List.of(variables));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isNotZero();
        return output.lines().findFirst().orElseThrow();
    }
}
