package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A container that the engine's command line stays attached to. This JVM holds the other end of its standard input:
 * when the JVM ends, the container does.
 */
final class AttachedContainer extends CommandLineContainer {
    private static final System.Logger LOG = System.getLogger(AttachedContainer.class.getName());
    private static final Duration START = Duration.ofMinutes(2);

    private final Process attached;

    private AttachedContainer(EngineCommand engine, Process attached, String id) {
        super(engine, id);
        this.attached = attached;
    }

    static AttachedContainer start(EngineCommand engine, ContainerSpec spec) throws IOException, InterruptedException {
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
            return new AttachedContainer(engine, attached, answer.output().strip());
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
    public boolean isAlive() {
        return attached.isAlive();
    }

    @Override
    public void close() {
        try {
            // Also when it has just ended by itself: then the engine finds nothing to remove, which is as well.
            engine().callToTheEnd(List.of("rm", "--force", id()));
        } catch (EngineException e) {
            LOG.log(System.Logger.Level.WARNING, "The container " + id() + " may be left behind", e);
        }
        attached.destroyForcibly().onExit().join();
    }
}
