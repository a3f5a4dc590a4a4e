package io.jenkins.plugins.falcoprobes.jenkins.agent;

import hudson.Util;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.SetupException;
import io.jenkins.plugins.falcoprobes.container.BuilderFiles;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.BuilderImages;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.container.PulledImages;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverFolder;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** An agent's container engine. The controller starts the containers; images are made or pulled here. */
final class EngineHost implements AgentHost {
    private static final String MADE_IMAGE = "falco-probe-builder";

    private final AgentSettings settings;
    private final ContainerAccess access;
    private final Path logs;
    private final Path cache;
    private final CommandLineRuntime engine;
    private final HostFolders folders;
    private final LinkedRuntime runtime;
    private Optional<BuilderImages> made = Optional.empty();

    EngineHost(AgentSettings settings, AgentLink link, Path output, Path cache) {
        this.settings = settings;
        this.access = settings.containers();
        this.logs = output.resolve("logs").resolve("images");
        this.cache = cache;
        this.engine = CommandLineRuntime.at(access.program(), access.environment());
        this.folders = new HostFolders(settings.agent(), access.container(), access.volumes());
        this.runtime = new LinkedRuntime(engine, link, folders);
    }

    @Override
    public ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    public Readiness makeReady(Consumer<String> progress) throws IOException, InterruptedException {
        if (!engine.answers()) {
            throw new SetupException("the container engine " + access.program() + " of the agent " + settings.agent()
                    + " does not answer any more");
        }
        Path seen = folders.onHost(cache);
        if (!seen.equals(cache.toAbsolutePath().normalize())) {
            progress.accept("the agent " + settings.agent() + " runs in a container; its " + cache + " is " + seen
                    + " for " + access.program());
        }
        return () -> {};
    }

    @Override
    public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (access.image().isEmpty()) {
            return made().ensure(toolchain, falco.value(), driver.folder()::path, driver.digest(), progress);
        }
        BuilderImage image = new PulledImages(engine, access.image()).get(toolchain, falco.value(), progress);
        if (!driverOf(image).equals(driver.digest())) {
            throw new EngineException("the driver in the builder image " + image.reference() + " is not the one from "
                    + driver.description() + "; make the image with that driver, or name its own by driverSource");
        }
        return image;
    }

    /** A driver of another source would compile just as well, and fail when it is loaded. */
    private String driverOf(BuilderImage image) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(Files.createDirectories(cache), "image-driver-");
        try {
            Path driver = folder.resolve("driver");
            new ImageCopy(access.program(), access.environment()).copyOut(image.id(), "/driver", driver);
            return DriverFolder.digestOf(driver);
        } finally {
            Util.deleteRecursive(folder.toFile());
        }
    }

    private synchronized BuilderImages made() throws IOException {
        if (made.isEmpty()) {
            made = Optional.of(new BuilderImages(engine, BuilderFiles.unpack(cache), MADE_IMAGE, logs));
        }
        return made.get();
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
        return new ImageCopy(access.program(), access.environment())::copyOut;
    }
}
