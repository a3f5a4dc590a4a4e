package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

public class ShellScriptsTest {

    @Test
    public void shellcheck_finds_nothing_in_the_scripts() throws Exception {
        assumeTrue("shellcheck is not installed", shellcheckIsThere());
        List<String> line = new ArrayList<>(List.of("shellcheck", "--shell=sh"));
        line.addAll(scripts());
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        assertThat(said).isEmpty();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    public void every_script_is_found() throws IOException {
        assertThat(scripts())
                .containsExactlyInAnyOrder(
                        "docker/build-probe",
                        "docker/builder-image",
                        "docker/debian-base",
                        "docker/ensure-engine",
                        "docker/install-cross",
                        "docker/install-tools");
    }

    private static List<String> scripts() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docker"))) {
            return files.filter(file -> firstLineOf(file).equals("#!/bin/sh"))
                    .map(Path::toString)
                    .toList();
        }
    }

    private static String firstLineOf(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static boolean shellcheckIsThere() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck")));
    }
}
