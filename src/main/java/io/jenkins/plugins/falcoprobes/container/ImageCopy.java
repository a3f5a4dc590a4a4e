package io.jenkins.plugins.falcoprobes.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Copies files out of container images by the engine's command line. Nothing of an image is ever run. */
public final class ImageCopy {
    private static final Duration PULL = Duration.ofMinutes(30);
    private static final Duration COPY = Duration.ofMinutes(5);
    private static final int MAX_OUTPUT = 64 << 10;

    private final String command;

    /**
     * For an engine.
     *
     * @param command its program, {@code docker} or {@code podman}
     */
    public ImageCopy(String command) {
        this.command = command;
    }

    /**
     * Copies a folder out of an image, which is pulled where it is missing: a container is made, never started, and
     * removed again.
     *
     * @param image the image's name, with its tag or digest
     * @param path the folder's absolute path in the image
     * @param target the folder to make, in an existing one
     * @throws EngineException if the image cannot be had or has no such folder; the message is the engine's own
     */
    public void copyOut(String image, String path, Path target) throws IOException, InterruptedException {
        if (image.startsWith("-") || !path.startsWith("/")) {
            throw new IllegalArgumentException(image + " " + path);
        }
        // An image without a command of its own cannot be made a container without one; "none" is never run.
        String id = run(PULL, "create", "--network", "none", image, "none");
        try {
            run(COPY, "cp", id + ":" + path, target.toString());
        } finally {
            run(COPY, "rm", "--force", "--volumes", id);
        }
    }

    /** Runs the engine's command and returns the last line that it printed. */
    private String run(Duration timeout, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(command);
        line.addAll(List.of(arguments));
        Path output = Files.createTempFile("engine", ".out");
        Path errors = Files.createTempFile("engine", ".err");
        Process process = null;
        try {
            process = new ProcessBuilder(line)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            if (!process.waitFor(timeout.toSeconds(), TimeUnit.SECONDS)) {
                throw new EngineException(
                        command + " " + arguments[0] + " took longer than " + timeout.toMinutes() + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new EngineException(command + " " + arguments[0] + ": " + lastLine(errors));
            }
            return lastLine(output);
        } finally {
            if (process != null && process.isAlive()) {
                process.destroyForcibly();
            }
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String lastLine(Path file) throws IOException {
        byte[] text;
        try (var in = Files.newInputStream(file)) {
            text = in.readNBytes(MAX_OUTPUT);
        }
        List<String> lines = new String(text, StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("Run 'docker"))
                .toList();
        return lines.isEmpty() ? "no message" : lines.get(lines.size() - 1);
    }
}
