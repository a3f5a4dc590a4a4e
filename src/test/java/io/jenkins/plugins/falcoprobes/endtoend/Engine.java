package io.jenkins.plugins.falcoprobes.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The container engine, asked directly, past the program. */
final class Engine {
    private static final String OWNER = "io.jenkins.plugins.falcoprobes.owner";

    private Engine() {}

    /** Ids of the builder containers that the process with this id started. */
    static List<String> containersOf(long pid) throws IOException, InterruptedException {
        String lines = docker("ps", "--all", "--no-trunc", "--format", "{{.ID}} {{.Label \"" + OWNER + "\"}}");
        return lines.lines()
                .filter(line -> line.contains("/" + pid + "/"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    /** Waits for the process to start a container; the engine's own events say when. */
    static String awaitContainerOf(long pid) throws IOException, InterruptedException {
        Process events = new ProcessBuilder(
                        "docker",
                        "events",
                        "--since",
                        "1m",
                        "--filter",
                        "event=start",
                        "--filter",
                        "label=" + OWNER,
                        "--format",
                        "{{.ID}} {{index .Actor.Attributes \"" + OWNER + "\"}}")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var reader = events.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.contains("/" + pid + "/")) {
                    return line.substring(0, line.indexOf(' '));
                }
            }
            throw new AssertionError("the engine told of no container of process " + pid);
        } finally {
            events.destroy();
        }
    }

    /** Removes a container, whatever runs in it. */
    static void remove(String id) throws IOException, InterruptedException {
        docker("rm", "--force", id);
    }

    /** An image without one of its programs, until this JVM ends. */
    static String without(String program, String image) throws IOException, InterruptedException {
        String container = docker("create", "--user", "0", "--entrypoint", "rm", image, "/usr/bin/" + program)
                .strip();
        docker("start", "--attach", container);
        String spoilt = docker("commit", container).strip();
        remove(container);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> removeImage(spoilt), "remove-image"));
        return spoilt;
    }

    private static void removeImage(String image) {
        try {
            docker("rmi", image);
        } catch (IOException | InterruptedException e) {
            System.err.println(e.getMessage());
        }
    }

    private static String docker(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
        return output;
    }
}
