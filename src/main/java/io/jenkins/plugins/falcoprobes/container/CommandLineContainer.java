package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running container that is used by the engine's command line, whoever started it. */
abstract class CommandLineContainer implements BuildContainer {
    private static final int LOG_TAIL = 8192;

    /** From here on, a status is the engine's: it failed, cannot run the command, or does not find it. */
    private static final int ENGINE_FAILED = 125;

    private static final int COMMAND_NOT_FOUND = 127;

    private final EngineCommand engine;
    private final String id;

    CommandLineContainer(EngineCommand engine, String id) {
        this.engine = engine;
        this.id = id;
    }

    final EngineCommand engine() {
        return engine;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public int exec(List<String> command, Map<String, String> environment, Path log, Duration timeout)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("exec"));
        environment.forEach((name, value) -> arguments.add("--env=" + name + "=" + value));
        arguments.add(id);
        arguments.addAll(command);
        Process process = EngineCommand.start(
                engine.process(arguments).redirectErrorStream(true).redirectOutput(log.toFile()));
        boolean ended = false;
        try {
            process.getOutputStream().close();
            ended = process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                throw new CommandTimeoutException(timeout);
            }
        } finally {
            if (!ended) {
                // To end the engine's command line would not end the command: only the container's end does.
                close();
                process.destroyForcibly();
            }
        }
        int status = process.exitValue();
        if (status != 0) {
            checkThatTheCommandFailed(status, log);
        }
        return status;
    }

    /** Tells a command that failed from an engine that could not run it, or whose container is gone. */
    private void checkThatTheCommandFailed(int status, Path log) throws IOException, InterruptedException {
        if (status >= ENGINE_FAILED && status <= COMMAND_NOT_FOUND) {
            throw new EngineException(engine.program() + " cannot run a command in its container: " + lastLine(log));
        }
        Answer state = state();
        if (!runs(state)) {
            String reason = state.succeeded() ? lastLine(log) : state.reason();
            throw new EngineException("the container ended during a command: " + reason);
        }
    }

    private Answer state() throws EngineException, InterruptedException {
        return engine.call(List.of("inspect", "--format", "{{.State.Running}}", id));
    }

    private static boolean runs(Answer state) {
        return state.succeeded() && state.output().strip().equals("true");
    }

    /** Whether the engine says that it runs. */
    final boolean isRunning() throws EngineException, InterruptedException {
        return runs(state());
    }

    private static String lastLine(Path log) throws IOException {
        try (InputStream in = Files.newInputStream(log)) {
            in.skipNBytes(Math.max(0, Files.size(log) - LOG_TAIL));
            String text = new String(in.readNBytes(LOG_TAIL), StandardCharsets.UTF_8).strip();
            return text.isEmpty() ? "no message" : text.substring(text.lastIndexOf('\n') + 1);
        }
    }

    @Override
    public void read(String path, Path target, long limit) throws IOException, InterruptedException {
        Process process = EngineCommand.start(engine.process(List.of("exec", id, "cat", "--", path)));
        boolean whole = false;
        try (InputStream in = process.getInputStream();
                OutputStream out = Files.newOutputStream(target)) {
            CompletableFuture<String> errors = EngineCommand.text(process.getErrorStream());
            if (copy(in, out, limit) > limit) {
                throw new IOException(path + " in the container is larger than " + limit + " bytes");
            }
            Answer answer = new Answer(process.waitFor(), "", errors.join());
            if (!answer.succeeded()) {
                throw new NoSuchFileException(path, null, "cannot be read in the container: " + answer.reason());
            }
            whole = true;
        } finally {
            process.destroyForcibly();
            if (!whole) {
                Files.deleteIfExists(target);
            }
        }
    }

    /** Copies until the end or until there was one byte too many. */
    private static long copy(InputStream in, OutputStream out, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long copied = 0;
        for (int read = in.read(buffer); read >= 0 && copied <= limit; read = in.read(buffer)) {
            out.write(buffer, 0, read);
            copied += read;
        }
        return copied;
    }
}
