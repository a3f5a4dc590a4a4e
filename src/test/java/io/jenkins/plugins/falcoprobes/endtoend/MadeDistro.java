package io.jenkins.plugins.falcoprobes.endtoend;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.BuildEngine;
import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.BuilderHost;
import io.jenkins.plugins.falcoprobes.build.KernelClaims;
import io.jenkins.plugins.falcoprobes.container.BuilderFiles;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.BuilderImages;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.distro.Debian;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Builds for kernels of a distribution whose packages a test has made, of a real kernel, in real containers. */
final class MadeDistro {
    /** The Falco whose driver Debian 13 has. */
    private static final String FALCO = "0.40.0";

    private final Downloads downloads;
    private final DistroContext context;

    /** With mirrors for what the test serves. */
    MadeDistro(Map<String, URI> mirrors) throws IOException, InterruptedException {
        TestEngine.ready();
        downloads = new Downloads(Path.of("target", "real-inputs", "cache"), 3);
        context = new DistroContext(downloads, mirrors);
    }

    DistroContext context() {
        return context;
    }

    /** The headers of Debian's newest kernel of 6.1. */
    KernelTree debianTree(Path folder) throws IOException, InterruptedException {
        Debian debian = new Debian(downloads, context.debian());
        Kernel newest = debian.discover(Set.of(Architecture.X86_64)).kernels().stream()
                .filter(kernel -> kernel.release().value().matches("6\\.1\\.0-\\d+-amd64"))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("Debian has no kernel 6.1"));
        return debian.prepare(newest, UnpackTarget.of(folder));
    }

    /** This machine's engine. */
    private record Host(CommandLineRuntime engine, BuilderImages images) implements BuilderHost {
        @Override
        public ContainerRuntime runtime() {
            return engine;
        }

        @Override
        public Readiness makeReady(Consumer<String> progress) {
            return () -> {};
        }

        @Override
        public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
                throws IOException, InterruptedException {
            return images.ensure(toolchain, falco.value(), driver.folder()::path, driver.digest(), progress);
        }
    }

    /** Builds both kinds of probe for every kernel, under both kinds of name. */
    BuildSummary build(Distro distro, Path output, Path work) throws IOException, InterruptedException {
        BuilderImages images = new BuilderImages(
                CommandLineRuntime.named("docker"),
                BuilderFiles.of(Path.of("docker")),
                "falco-probe-builder",
                output.resolve("logs"));
        BuildRequest request = new BuildRequest(
                new FalcoVersion(FALCO),
                List.of(distro.id()),
                Pattern.compile(""),
                OptionalInt.empty(),
                EnumSet.allOf(ProbeKind.class),
                Set.of(Architecture.X86_64),
                "debian",
                Naming.BOTH,
                2,
                Duration.ofMinutes(10),
                2,
                false);
        try (DirectoryStore store = DirectoryStore.open(output)) {
            BuildEngine.Surroundings surroundings = new BuildEngine.Surroundings(
                    output,
                    work,
                    List.of(distro),
                    downloads,
                    new Host(CommandLineRuntime.named("docker"), images),
                    DriverSource.Access.of(new ImageCopy("docker"), context.debian(), downloads),
                    KernelClaims.ALL);
            return new BuildEngine(surroundings, store).run(request, new BuildListener() {});
        }
    }
}
