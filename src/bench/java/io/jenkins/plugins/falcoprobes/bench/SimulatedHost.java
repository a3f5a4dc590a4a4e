package io.jenkins.plugins.falcoprobes.bench;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentHost;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A container engine that has every image. */
final class SimulatedHost implements AgentHost {
    private final ContainerRuntime runtime;

    SimulatedHost(ContainerRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    public Readiness makeReady(Consumer<String> progress) {
        return () -> {};
    }

    @Override
    public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress) {
        return new BuilderImage("simulated", "sha256:simulated", driver.digest());
    }

    @Override
    public Path work(Path usual) {
        return usual;
    }

    @Override
    public BuildRequest adapt(BuildRequest wanted) {
        return wanted;
    }

    @Override
    public DriverSource.ImageFiles imageFiles() {
        return (image, path, target) -> {
            throw new EngineException("there are no images");
        };
    }
}
