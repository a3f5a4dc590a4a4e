package io.jenkins.plugins.falcoprobes.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** {@code ./build-probe-binaries}, run as a user would. */
final class CommandLine {
    private static final Path SCRIPT = Path.of("build-probe-binaries").toAbsolutePath();

    private final Path cache;
    private final List<String> common;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * What a run printed, and how it ended.
     *
     * @param status its exit status
     * @param lines standard output and standard error, as they came
     */
    record Ended(int status, List<String> lines) {}

    CommandLine(Path cache, String... common) {
        this.cache = cache;
        this.common = List.of(common);
    }

    /** Runs with this in the environment, too. */
    CommandLine with(Map<String, String> more) {
        environment.putAll(more);
        return this;
    }

    /** Runs to the end. */
    Ended run(Path output, String... options) throws IOException, InterruptedException {
        Running running = start(output, options);
        running.readUntil(line -> false);
        return running.end();
    }

    /** Starts a run, to be watched line by line. */
    Running start(Path output, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(common);
        command.addAll(List.of("--cache", cache.toString(), "--output", output.toString()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new Running(builder.start());
    }

    /** The report of the last run into this folder. */
    static JsonNode report(Path output) throws IOException {
        return new ObjectMapper().readTree(output.resolve("report.json").toFile());
    }

    /** How many probes ended like this. */
    static long count(JsonNode report, String outcome) {
        long count = 0;
        for (JsonNode probe : report.get("probes")) {
            count += probe.get("outcome").asText().equals(outcome) ? 1 : 0;
        }
        return count;
    }

    /** What {@code sha256sum -c} says of a folder. */
    static int verifySums(Path output) throws IOException, InterruptedException {
        return new ProcessBuilder("sha256sum", "--quiet", "--check", "SHA256SUMS")
                .directory(output.toFile())
                .inheritIO()
                .start()
                .waitFor();
    }

    /** The probes in a folder, relative to it, sorted. */
    static List<String> probes(Path output) throws IOException {
        try (var files = Files.walk(output)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> output.relativize(file).toString())
                    .filter(name -> name.endsWith(".ko") || name.endsWith(".o"))
                    .sorted()
                    .toList();
        }
    }

    /** A run that goes on. */
    static final class Running {
        private final Process process;
        private final BufferedReader reader;
        private final List<String> lines = new ArrayList<>();

        Running(Process process) {
            this.process = process;
            this.reader = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        }

        /** Reads until a line like this came, or the run ended; says whether it came. */
        boolean readUntil(Predicate<String> wanted) {
            try {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    lines.add(line);
                    if (wanted.test(line)) {
                        return true;
                    }
                }
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Ends it as {@code kill -9} does. */
        Ended kill() throws InterruptedException {
            process.destroyForcibly();
            return end();
        }

        /** Asks it to end, as Ctrl-C does. */
        void terminate() {
            process.destroy();
        }

        /** The process id of the JVM: the script becomes it. */
        long pid() {
            return process.pid();
        }

        Ended end() throws InterruptedException {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("still running after 5 minutes: " + lines);
            }
            return new Ended(process.exitValue(), List.copyOf(lines));
        }
    }
}
