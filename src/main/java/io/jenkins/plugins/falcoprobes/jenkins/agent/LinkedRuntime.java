package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import java.io.IOException;
import java.time.Duration;

/** An agent's container engine, whose containers the controller starts and stops. */
final class LinkedRuntime implements ContainerRuntime {
    /** A container is exchanged long before its end, so that no probe is under way then. */
    private static final Duration USABLE = ContainerAccess.LIFETIME.dividedBy(2);

    private final CommandLineRuntime engine;
    private final AgentLink link;
    private final HostFolders folders;

    LinkedRuntime(CommandLineRuntime engine, AgentLink link, HostFolders folders) {
        this.engine = engine;
        this.link = link;
        this.folders = folders;
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public boolean answers() throws InterruptedException {
        return engine.answers();
    }

    @Override
    public BuildContainer start(ContainerSpec spec) throws IOException, InterruptedException {
        ContainerSpec onHost = spec.withKernelFolder(folders.onHost(spec.kernelFolder()));
        String[] options = CommandLineRuntime.options(onHost).toArray(String[]::new);
        String id;
        try {
            id = link.startContainer(spec.image(), options);
        } catch (IOException e) {
            throw new EngineException(name() + " cannot start a container: " + e.getMessage(), e);
        }
        return engine.use(id, USABLE, link::stopContainer);
    }

    /** The controller does that: it knows which runs are over. */
    @Override
    public int sweep() {
        return 0;
    }
}
