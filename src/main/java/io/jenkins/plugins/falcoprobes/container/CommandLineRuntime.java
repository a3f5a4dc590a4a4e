package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.container.EngineCommand.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Docker or podman, by its command line, which both understand alike. */
public final class CommandLineRuntime implements ContainerRuntime {
    private static final List<String> ENGINES = List.of("docker", "podman");

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
        return new CommandLineRuntime(new EngineCommand(name));
    }

    @Override
    public String name() {
        return engine.program();
    }

    @Override
    public boolean answers() throws InterruptedException {
        try {
            // Both engines' clients answer much by themselves, but not this.
            return engine.call(List.of("ps", "--quiet"), Duration.ofSeconds(20)).succeeded();
        } catch (EngineException e) {
            return false;
        }
    }

    @Override
    public BuildContainer start(ContainerSpec spec) throws IOException, InterruptedException {
        return CommandLineContainer.start(engine, spec);
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
