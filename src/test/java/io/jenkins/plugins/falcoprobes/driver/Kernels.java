package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.util.List;
import java.util.Optional;

/** Kernels for tests, with what naming and support look at. */
final class Kernels {
    private Kernels() {}

    static Kernel debian(String release, String packageVersion) {
        return kernel("debian", release, packageVersion, "1");
    }

    static Kernel kernel(String distro, String release, String packageVersion, String buildVersion) {
        boolean arm = release.contains("arm64") || release.contains("aarch64");
        return new Kernel(
                distro,
                new KernelRelease(release),
                packageVersion,
                buildVersion,
                arm ? Architecture.AARCH64 : Architecture.X86_64,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
