package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.SetupException;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.BuilderPlace;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.container.InPlaceRuntime;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverFolder;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent without a container engine, which can build if it runs in a builder container itself. */
final class InPlaceHost implements AgentHost {
    private static final String OWN_IMAGE = "image";

    private final String agent;
    private final Optional<BuilderPlace> place;

    InPlaceHost(String agent, Optional<BuilderPlace> place) {
        this.agent = agent;
        this.place = place;
    }

    @Override
    public ContainerRuntime runtime() {
        return new InPlaceRuntime(place.orElseThrow());
    }

    @Override
    public Readiness makeReady(Consumer<String> progress) throws SetupException {
        if (place.isEmpty()) {
            throw new SetupException("no container engine answers on the agent " + agent + ": accepted are docker and"
                    + " podman that the agent's user may use, a docker tool of Jenkins, and agents that run in a builder"
                    + " image themselves");
        }
        progress.accept("the agent " + agent + " is a builder container of "
                + place.get().toolchain() + " itself");
        return () -> {};
    }

    @Override
    public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
            throws IOException {
        BuilderPlace own = place.orElseThrow();
        if (!own.toolchain().equals(toolchain)) {
            throw new EngineException("the agent " + agent + " is a builder container of " + own.toolchain()
                    + "; accepted are agents in the image of " + toolchain + ", or with docker or podman");
        }
        String digest = DriverFolder.digestOf(own.driver());
        if (!digest.equals(driver.digest())) {
            throw new EngineException("the driver in the container of the agent " + agent + " is not the one from "
                    + driver.description() + "; accepted are driverSource 'image', which is the container's own, and"
                    + " images made with that driver");
        }
        String name = "container of the agent " + agent;
        return new BuilderImage(name, name, digest);
    }

    @Override
    public Path work(Path usual) {
        return place.map(BuilderPlace::work).orElse(usual);
    }

    /** There is one place to build in, whose make uses all processors then; and one image to have the driver from. */
    @Override
    public BuildRequest adapt(BuildRequest wanted) {
        if (place.isEmpty()) {
            return wanted;
        }
        String source =
                wanted.driverSource().equals(OWN_IMAGE) ? "dir:" + place.get().driver() : wanted.driverSource();
        return new BuildRequest(
                wanted.falcoVersion(),
                wanted.distros(),
                wanted.kernels(),
                wanted.latest(),
                wanted.kinds(),
                wanted.architectures(),
                source,
                wanted.naming(),
                1,
                wanted.timeout(),
                wanted.retries(),
                wanted.force(),
                wanted.knownBad(),
                wanted.tryKnownBad());
    }

    @Override
    public DriverSource.ImageFiles imageFiles() {
        return (image, path, target) -> {
            throw new EngineException("there is no container engine on the agent " + agent);
        };
    }
}
