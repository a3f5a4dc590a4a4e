package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Runs the tools that distributions make their packages and archives with. */
final class Tools {
    private Tools() {}

    /**
     * Runs a tool.
     *
     * @param packages the packages of Debian that have it
     * @return what it printed
     */
    static String run(Path in, String packages, String... command) throws IOException, InterruptedException {
        return run(in, packages, Map.of(), command);
    }

    /** As {@link #run(Path, String, String...)}, with more of an environment. */
    static String run(Path in, String packages, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().putAll(environment);
        Path errors = Files.createTempFile("tool", ".err");
        builder.redirectError(errors.toFile());
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is missing; .ci/run installs it: apt-get install " + packages, e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        int status = process.waitFor();
        String complaints = Files.readString(errors);
        Files.delete(errors);
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said + complaints);
        }
        return said;
    }
}
