package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The engine's own command line, to look at what the tested code did. */
final class Docker {
    private Docker() {}

    /** What a call that must succeed prints. */
    static String call(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("docker"));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    /** Whether there is a container with this id, running or not. */
    static boolean knows(String id) throws IOException, InterruptedException {
        return !call("ps", "--all", "--quiet", "--filter", "id=" + id).isEmpty();
    }
}
