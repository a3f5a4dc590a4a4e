package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuilderHost;
import io.jenkins.plugins.falcoprobes.container.BuilderFiles;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.BuilderImages;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineSetup;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** This machine's container engine, set up where there is none, and the builder images made on it. */
final class LocalBuilderHost implements BuilderHost {
    private static final String IMAGE_NAME = "falco-probe-builder";

    private final Settings settings;
    private final CommandLineRuntime runtime;
    private Optional<BuilderFiles> files = Optional.empty();
    private Optional<BuilderImages> images = Optional.empty();

    LocalBuilderHost(Settings settings) {
        this.settings = settings;
        this.runtime = CommandLineRuntime.named(settings.runtime());
    }

    @Override
    public ContainerRuntime runtime() {
        return runtime;
    }

    @Override
    public Readiness makeReady(Consumer<String> progress) throws IOException, InterruptedException {
        return EngineSetup.ensure(runtime, files(), progress)::close;
    }

    @Override
    public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
            throws IOException, InterruptedException {
        return images().ensure(toolchain, falco.value(), driver.folder()::path, driver.digest(), progress);
    }

    private synchronized BuilderFiles files() throws IOException {
        if (files.isEmpty()) {
            files = Optional.of(BuilderFiles.unpack(settings.cache()));
        }
        return files.get();
    }

    private synchronized BuilderImages images() throws IOException {
        if (images.isEmpty()) {
            images = Optional.of(new BuilderImages(
                    runtime,
                    files(),
                    IMAGE_NAME,
                    settings.output().resolve("logs").resolve("images")));
        }
        return images.get();
    }
}
