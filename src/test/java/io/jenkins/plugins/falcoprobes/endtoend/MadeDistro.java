package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A distribution that a test has made of a real kernel's headers, built for as a user's would be. */
final class MadeDistro {
    private static final Path CACHE = Path.of("target", "real-inputs", "cache");

    private final Path folder;
    private final Downloads downloads;
    private final DistroContext context;
    private final Map<String, String> missing = new HashMap<>();

    /** Works in a folder; the distribution is asked by these mirrors. */
    MadeDistro(Path folder, Map<String, java.net.URI> mirrors) throws IOException, InterruptedException {
        this(folder, mirrors, DistroSettings.NONE);
    }

    /** Works in a folder; the distribution is asked by these mirrors, and has these settings. */
    MadeDistro(Path folder, Map<String, java.net.URI> mirrors, DistroSettings settings)
            throws IOException, InterruptedException {
        TestEngine.ready();
        this.folder = folder;
        this.downloads = new Downloads(CACHE, 3);
        this.context = new DistroContext(downloads, mirrors, settings);
    }

    DistroContext context() {
        return context;
    }

    /** Takes a program out of a toolchain's image; what earlier runs found out about images is forgotten. */
    MadeDistro without(String program, String toolchain) throws IOException, InterruptedException {
        missing.put(toolchain, program);
        run(CACHE, "rm", "-rf", "tools");
        return this;
    }

    /** The newest kernel 6.1 of Debian, whose headers all of these are made of. */
    KernelTree debianTree() throws IOException, InterruptedException {
        return debianTree(Architecture.X86_64);
    }

    /** The same for such machines, with build programs that run there only. */
    KernelTree debianTree(Architecture machine) throws IOException, InterruptedException {
        Distro debian = TestDistros.debian(context, machine);
        String release = "6\\.1\\.0-\\d+-" + machine.debian();
        Kernel newest = debian.discover(Set.of(machine)).kernels().stream()
                .filter(kernel -> kernel.release().value().matches(release))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("Debian has no kernel 6.1"));
        return debian.prepare(newest, UnpackTarget.of(Files.createDirectory(folder.resolve("debian"))));
    }

    /**
     * The headers in one folder and under another release, as most distributions have them: Debian has one tree in three
     * packages.
     */
    void copyHeaders(KernelTree tree, String release, Path headers) throws IOException, InterruptedException {
        Files.createDirectories(headers);
        run(
                tree.root(),
                "sh",
                "-euc",
                "cp -a common/. \"$1\"/; rm -f \"$1\"/scripts \"$1\"/tools; cp -a kbuild/. \"$1\"/;"
                        + " find build -mindepth 1 -maxdepth 1 ! -name Makefile ! -name scripts ! -name tools"
                        + " -exec cp -a -t \"$1\" {} +; echo \"$2\" > \"$1\"/include/config/kernel.release;"
                        + " echo \"#define UTS_RELEASE \\\"$2\\\"\" > \"$1\"/include/generated/utsrelease.h",
                "copy",
                headers.toAbsolutePath().toString(),
                release);
    }

    /** Serves all files of a folder under a path. */
    static void serve(TestServer server, String path, Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                server.put(path + root.relativize(file), exchange -> {
                    exchange.sendResponseHeaders(200, Files.size(file));
                    Files.copy(file, exchange.getResponseBody());
                });
            }
        }
    }

    /** Builds both probes of each kernel into a folder. */
    BuildSummary build(Distro distro, Path output) throws IOException, InterruptedException {
        return build(distro, Architecture.X86_64, output);
    }

    /** Builds both probes of each kernel for such machines into a folder. */
    BuildSummary build(Distro distro, Architecture machine, Path output) throws IOException, InterruptedException {
        return build(distro, machine, EnumSet.allOf(ProbeKind.class), output);
    }

    /** Builds these probes of each kernel for such machines into a folder. */
    BuildSummary build(Distro distro, Architecture machine, Set<ProbeKind> kinds, Path output)
            throws IOException, InterruptedException {
        return build(distro, machine, kinds, Naming.BOTH, output);
    }

    /** The same, under such names: the md5 of some kernels' configurations cannot be known. */
    BuildSummary build(Distro distro, Architecture machine, Set<ProbeKind> kinds, Naming naming, Path output)
            throws IOException, InterruptedException {
        CommandLineRuntime engine = CommandLineRuntime.named("docker");
        BuilderImages images = new BuilderImages(
                engine, BuilderFiles.of(Path.of("docker")), "falco-probe-builder", output.resolve("logs"));
        BuildRequest request = new BuildRequest(
                new FalcoVersion("0.40.0"),
                List.of(distro.id()),
                Pattern.compile(""),
                OptionalInt.empty(),
                kinds,
                Set.of(machine),
                "debian",
                naming,
                2,
                Duration.ofMinutes(10),
                2,
                false);
        try (DirectoryStore store = DirectoryStore.open(output)) {
            BuildEngine.Surroundings surroundings = new BuildEngine.Surroundings(
                    output,
                    Files.createDirectories(folder.resolve("work")),
                    List.of(distro),
                    downloads,
                    new Host(engine, images, missing),
                    DriverSource.Access.of(new ImageCopy("docker"), context.debian(), downloads),
                    KernelClaims.ALL);
            return new BuildEngine(surroundings, store).run(request, new BuildListener() {});
        }
    }

    /** Checks that a module and an eBPF probe were built, with whole checksums. */
    static void assertBuilt(BuildSummary summary, Path output) throws IOException, InterruptedException {
        assertBuilt(summary, output, 2);
    }

    /** Checks that so many probes were built, with whole checksums. */
    static void assertBuilt(BuildSummary summary, Path output, int count) throws IOException, InterruptedException {
        assertThat(summary.results())
                .hasSize(count)
                .allSatisfy(result -> assertThat(result.failure()).isEmpty())
                .allSatisfy(result -> assertThat(result.build().kernel().packages())
                        .allSatisfy(part -> assertThat(part.sha256()).isNotEmpty()));
        assertThat(CommandLine.verifySums(output)).isZero();
    }

    /** Runs a program to its end. */
    static void run(Path in, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(in.toFile()).redirectErrorStream(true);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(command[0] + " is missing; .ci/run installs what the tests need", e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said);
        }
    }

    /** This machine's engine, with images that lack what is said to be missing. */
    private record Host(CommandLineRuntime engine, BuilderImages images, Map<String, String> missing)
            implements BuilderHost {
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
            BuilderImage image =
                    images.ensure(toolchain, falco.value(), driver.folder()::path, driver.digest(), progress);
            String program = missing.get(toolchain.id());
            return program == null
                    ? image
                    : new BuilderImage(image.reference(), Engine.without(program, image.id()), image.digest());
        }
    }
}
