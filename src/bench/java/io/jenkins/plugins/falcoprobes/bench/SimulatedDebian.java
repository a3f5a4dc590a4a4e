package io.jenkins.plugins.falcoprobes.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A Debian of many kernels, each of which is the exports of one. */
final class SimulatedDebian implements Distro {
    private final int kernels;
    private final byte[] exports;

    SimulatedDebian(int kernels) throws IOException {
        this.kernels = kernels;
        this.exports = Fixtures.bytes("Module.symvers");
    }

    @Override
    public String id() {
        return "debian";
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) {
        return new Discovery(
                SimulatedKernels.releases(kernels).stream()
                        .map(SimulatedDebian::kernel)
                        .toList(),
                List.of());
    }

    private static Kernel kernel(String release) {
        return new Kernel(
                "debian",
                new KernelRelease(release),
                release.replace("-amd64", "-1"),
                "1",
                Architecture.X86_64,
                "",
                List.of("bookworm"),
                List.of(),
                Optional.of(CompilerVersion.gcc(12)),
                Optional.of("2.34"));
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException {
        Path build = Files.createDirectories(target.root().resolve(KernelTree.BUILD_FOLDER));
        Files.write(build.resolve("Module.symvers"), exports);
        return new KernelTree(kernel, target.root(), bootConfigs(kernel).get(0));
    }

    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) {
        return List.of(new KernelConfig("CONFIG_GCC_VERSION=120200\n".getBytes(UTF_8)));
    }
}
