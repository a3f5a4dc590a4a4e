package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.distro.Debian;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Builder images, driver source and kernels for tests: real ones, from Debian's archive, kept below {@code target}. */
final class RealInputs {
    /** The Falco whose driver Debian 13 has. */
    static final String FALCO_VERSION = "0.40.0";

    private static final Path FOLDER = Path.of("target", "real-inputs");

    private static RealInputs instance;

    private final Debian debian;
    private final Distro.Discovery found;
    private final Path driver;
    private final String driverDigest;

    private RealInputs() throws IOException, InterruptedException {
        Downloads downloads = new Downloads(FOLDER.resolve("cache"), 3);
        AptArchive archive = AptArchive.debian(downloads, DebianMirrors.ofThisMachine(Map.of()));
        debian = new Debian(downloads, archive);
        found = debian.discover(Set.of(Architecture.X86_64));
        DebianPackage source = archive.find("trixie", "falcosecurity-scap-dkms", Architecture.X86_64)
                .orElseThrow(() -> new IOException("trixie has no falcosecurity-scap-dkms"));
        driverDigest = source.sha256();
        Path unpacked = FOLDER.resolve("driver-" + driverDigest);
        if (!Files.isDirectory(unpacked)) {
            Path fresh = Files.createTempDirectory(FOLDER, "driver-");
            SafeUnpacker unpacker = new SafeUnpacker(UnpackTarget.of(fresh), UnpackLimits.DEFAULT);
            DebArchive.unpack(source.name(), archive.fetch(source), unpacker, EntryMapper.all());
            Files.move(fresh, unpacked);
        }
        try (Stream<Path> sources = Files.list(unpacked.resolve("usr/src"))) {
            driver = sources.findFirst().orElseThrow();
        }
    }

    static synchronized RealInputs get() throws IOException, InterruptedException {
        if (instance == null) {
            instance = new RealInputs();
        }
        return instance;
    }

    /** The builder image of a toolchain with that driver, made if need be. */
    BuilderImage image(String toolchain) throws IOException, InterruptedException {
        return images().ensure(
                        Toolchains.named(toolchain).orElseThrow(),
                        FALCO_VERSION,
                        () -> driver,
                        driverDigest,
                        System.err::println);
    }

    static Toolchain toolchain(String id) {
        return Toolchains.named(id).orElseThrow();
    }

    static BuilderImages images() throws IOException {
        return new BuilderImages(
                CommandLineRuntime.named("docker"),
                BuilderFiles.of(Path.of("docker")),
                "falco-probe-builder",
                FOLDER.resolve("logs"));
    }

    /** The newest kernel whose release matches. */
    Kernel kernel(String release) {
        Optional<Kernel> newest = found.kernels().stream()
                .filter(kernel -> kernel.release().toString().matches(release))
                .reduce((older, newer) -> newer);
        return newest.orElseThrow(() -> new AssertionError("Debian has no kernel " + release));
    }

    KernelTree tree(Kernel kernel, Path root) throws IOException, InterruptedException {
        return debian.prepare(kernel, UnpackTarget.of(root));
    }
}
