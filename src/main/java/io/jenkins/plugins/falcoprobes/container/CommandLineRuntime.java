package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Docker or podman, by its command line, which both understand alike. */
public final class CommandLineRuntime implements ContainerRuntime {
    private static final List<String> ENGINES = List.of("docker", "podman");

    /** How long the engine may take to say that it is there. */
    private static final Duration SHORT_PATIENCE = Duration.ofSeconds(20);

    private final EngineCommand engine;

    private CommandLineRuntime(EngineCommand engine) {
        this.engine = engine;
    }

    /** The engine with this name, {@code docker} or {@code podman}; else an {@link IllegalArgumentException}. */
    public static CommandLineRuntime named(String name) {
        if (!ENGINES.contains(name)) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no container engine; accepted are " + String.join(" and ", ENGINES));
        }
        return new CommandLineRuntime(new EngineCommand(name, Map.of()));
    }

    /**
     * An engine that is reached in a way of its own.
     *
     * @param program its command, or the path to it
     * @param environment what is added to the environment of all calls, for example {@code DOCKER_HOST}
     */
    public static CommandLineRuntime at(String program, Map<String, String> environment) {
        return new CommandLineRuntime(new EngineCommand(program, environment));
    }

    /**
     * The options that make a container what {@link #start} makes it. Without those by which a container ends with this
     * JVM: whoever starts one with these has to stop it.
     */
    public static List<String> options(ContainerSpec spec) {
        return RunArguments.options(spec);
    }

    @Override
    public String name() {
        return engine.program();
    }

    @Override
    public boolean answers() throws InterruptedException {
        try {
            // Both engines' clients answer much by themselves, but not this.
            return engine.call(List.of("ps", "--quiet"), SHORT_PATIENCE).succeeded();
        } catch (EngineException e) {
            return false;
        }
    }

    /**
     * The engine's version, for example {@code 28.2.2}: that of docker's server, or of podman, which has none.
     *
     * @throws EngineException in one line, if it does not answer
     */
    public String version() throws EngineException, InterruptedException {
        String part = name().equals("docker") ? "Server" : "Client";
        Answer answer = engine.call(List.of("version", "--format", "{{." + part + ".Version}}"), SHORT_PATIENCE);
        if (!answer.succeeded()) {
            throw new EngineException(name() + " does not answer: " + answer.reason());
        }
        return answer.output().strip();
    }

    @Override
    public BuildContainer start(ContainerSpec spec) throws IOException, InterruptedException {
        return AttachedContainer.start(engine, spec);
    }

    /**
     * A container that somebody else started with {@link #options}.
     *
     * @param id its id
     * @param usable for how long it is, from now on
     * @param stopper what stops and removes it; a container that is gone already is none of its worries
     */
    public BuildContainer use(String id, Duration usable, ContainerStopper stopper) {
        return new GivenContainer(engine, id, usable, stopper);
    }

    @Override
    public int sweep() throws IOException, InterruptedException {
        Answer list = engine.call(
                List.of("ps", "--all", "--quiet", "--no-trunc", "--filter", "label=" + RunArguments.OWNER_LABEL));
        if (!list.succeeded()) {
            throw new EngineException(name() + " cannot list its containers: " + list.reason());
        }
        int removed = 0;
        for (String id : list.output().lines().toList()) {
            Answer label = engine.call(List.of(
                    "inspect", "--format", "{{index .Config.Labels \"" + RunArguments.OWNER_LABEL + "\"}}", id));
            Optional<Owner> owner = Owner.parse(label.output());
            if (label.succeeded() && owner.isPresent() && owner.get().isGone()) {
                engine.call(List.of("rm", "--force", id));
                removed++;
            }
        }
        return removed;
    }

    /** The engine's calls, for the other classes here. */
    EngineCommand command() {
        return engine;
    }
}
