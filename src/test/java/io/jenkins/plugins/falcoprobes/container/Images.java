package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.nio.file.Path;

/** Builder images for tests, made from this checkout. */
final class Images {
    private Images() {}

    static BuilderImage builder(String toolchain) throws Exception {
        CommandLineRuntime runtime = CommandLineRuntime.named("docker");
        BuilderImages images = new BuilderImages(
                runtime, BuilderFiles.of(Path.of("docker")), "docker-helper", Path.of("target", "builder-images"));
        return images.ensure(
                Toolchains.named(toolchain).orElseThrow(),
                "0.40.0",
                Path.of("/tmp/dk/driver-trixie"),
                "x",
                System.err::println);
    }
}
