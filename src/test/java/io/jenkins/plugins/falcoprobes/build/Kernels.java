package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.util.List;
import java.util.Optional;

/** Kernels as Debian's metadata gives them. */
final class Kernels {
    private Kernels() {}

    /** A kernel of amd64 with this release, gcc 12 and no packages. */
    static Kernel debian(String release) {
        return debian(release, Architecture.X86_64, 12, "2.34");
    }

    static Kernel debian(String release, Architecture architecture, int gcc, String libc) {
        String flavour = release.contains("-cloud-") ? "cloud" : release.contains("-rt-") ? "rt" : "";
        return new Kernel(
                "debian",
                new KernelRelease(release),
                release.replaceAll("[^0-9.].*", "") + release.replaceAll("^[^-]*-([0-9]+)?.*", "-0$1"),
                "1",
                architecture,
                flavour,
                List.of("bookworm"),
                List.of(),
                Optional.of(CompilerVersion.gcc(gcc)),
                Optional.of(libc));
    }
}
