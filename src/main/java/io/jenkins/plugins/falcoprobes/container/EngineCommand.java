package io.jenkins.plugins.falcoprobes.container;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Calls of an engine's command line. Arguments are a list: no shell reads them. */
final class EngineCommand {
    /** How long the engine may take for what it does at once: listing, removing, looking up. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Executor READERS = task -> {
        Thread thread = new Thread(task, "engine-output");
        thread.setDaemon(true);
        thread.start();
    };

    private final String program;
    private final Map<String, String> environment;

    /** Calls of a program, found as this JVM finds programs, with {@code environment} added to this JVM's. */
    EngineCommand(String program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    /** How a call ended, and what it printed. */
    record Answer(int status, String output, String errors) {
        boolean succeeded() {
            return status == 0;
        }

        /** The line that says why: the last one of the errors that does not just point to the help. */
        String reason() {
            return errors.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.matches("(Run|See) '.* --help'.*"))
                    .reduce((earlier, later) -> later)
                    .orElse("status " + status + " without a word");
        }
    }

    String program() {
        return program;
    }

    /** Waits for the engine's answer; {@link EngineException} if there is no such program or it takes too long. */
    Answer call(List<String> arguments) throws EngineException, InterruptedException {
        return call(arguments, PATIENCE);
    }

    /** As {@link #call(List)}, with another patience. */
    Answer call(List<String> arguments, Duration patience) throws EngineException, InterruptedException {
        Process process = start(process(arguments));
        try {
            CompletableFuture<String> output = text(process.getInputStream());
            CompletableFuture<String> errors = text(process.getErrorStream());
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EngineException(
                        program + " " + arguments.get(0) + " gave no answer within " + patience.toSeconds() + " s");
            }
            return new Answer(process.exitValue(), output.join(), errors.join());
        } finally {
            process.destroyForcibly();
        }
    }

    /** As {@link #call(List)}, but an interruption waits until it is done: for what must not be left undone. */
    Answer callToTheEnd(List<String> arguments) throws EngineException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return call(arguments);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A call that is yet to be started. */
    ProcessBuilder process(List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(program);
        line.addAll(arguments);
        return reaching(new ProcessBuilder(line));
    }

    /** Gives another program's call the environment by which it reaches the same engine. */
    ProcessBuilder reaching(ProcessBuilder builder) {
        builder.environment().putAll(environment);
        return builder;
    }

    /** Starts a call; {@link EngineException} if there is no such program. */
    static Process start(ProcessBuilder builder) throws EngineException {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new EngineException("cannot run " + builder.command().get(0) + ": " + e.getMessage(), e);
        }
    }

    /** All that a stream will have said, read as it comes so that its process never waits. */
    static CompletableFuture<String> text(InputStream stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (stream) {
                        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }

    /** The first line that a stream will have, null if it ends before. */
    static CompletableFuture<String> firstLine(BufferedReader stream) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return stream.readLine();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                READERS);
    }
}
