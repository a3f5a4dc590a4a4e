package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import java.io.BufferedReader;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A container that the engine's command line stays attached to. This JVM holds the other end of its standard input:
 * when the JVM ends, the container does.
 */
final class CommandLineContainer implements BuildContainer {
    private static final System.Logger LOG = System.getLogger(CommandLineContainer.class.getName());
    private static final Duration START = Duration.ofMinutes(2);
    private static final int LOG_TAIL = 8192;

    /** From here on, a status is the engine's: it failed, cannot run the command, or does not find it. */
    private static final int ENGINE_FAILED = 125;

    private static final int COMMAND_NOT_FOUND = 127;

    private final EngineCommand engine;
    private final Process attached;
    private final String id;

    private CommandLineContainer(EngineCommand engine, Process attached, String id) {
        this.engine = engine;
        this.attached = attached;
        this.id = id;
    }

    static CommandLineContainer start(EngineCommand engine, ContainerSpec spec)
            throws IOException, InterruptedException {
        String name = "falco-probe-builder-" + java.util.UUID.randomUUID();
        List<String> arguments = new ArrayList<>(RunArguments.of(spec, Owner.self()));
        arguments.add(1, "--name=" + name);
        Process attached = EngineCommand.start(engine.process(arguments));
        boolean up = false;
        try {
            awaitReady(engine, attached);
            Answer answer = engine.call(List.of("inspect", "--format", "{{.Id}}", name));
            if (!answer.succeeded()) {
                throw new EngineException("the container " + name + " is gone: " + answer.reason());
            }
            up = true;
            return new CommandLineContainer(engine, attached, answer.output().strip());
        } finally {
            if (!up) {
                engine.callToTheEnd(List.of("rm", "--force", name));
                attached.destroyForcibly();
            }
        }
    }

    private static void awaitReady(EngineCommand engine, Process attached) throws IOException, InterruptedException {
        CompletableFuture<String> errors = EngineCommand.text(attached.getErrorStream());
        BufferedReader output = attached.inputReader(StandardCharsets.UTF_8);
        CompletableFuture<String> firstLine = EngineCommand.firstLine(output);
        try {
            String line = firstLine.get(START.toMillis(), TimeUnit.MILLISECONDS);
            if (!RunArguments.READY.equals(line)) {
                Answer failed = new Answer(attached.waitFor(), "", errors.join());
                throw new EngineException(engine.program() + " cannot start a container: " + failed.reason());
            }
        } catch (TimeoutException e) {
            throw new EngineException(
                    engine.program() + " did not start a container within " + START.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new EngineException(engine.program() + " cannot start a container", e);
        }
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
        Answer state = engine.call(List.of("inspect", "--format", "{{.State.Running}}", id));
        if (!state.succeeded() || !state.output().strip().equals("true")) {
            String reason = state.succeeded() ? lastLine(log) : state.reason();
            throw new EngineException("the container ended during a command: " + reason);
        }
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

    @Override
    public boolean isAlive() {
        return attached.isAlive();
    }

    @Override
    public void close() {
        try {
            // Also when it has just ended by itself: then the engine finds nothing to remove, which is as well.
            engine.callToTheEnd(List.of("rm", "--force", id));
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "The container " + id + " may be left behind", e);
        }
        attached.destroyForcibly().onExit().join();
    }
}
