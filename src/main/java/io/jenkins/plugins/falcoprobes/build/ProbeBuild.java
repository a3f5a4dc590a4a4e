package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.util.List;

/**
 * One probe that is to be built.
 *
 * @param kernel for which kernel
 * @param kind as what
 * @param toolchain in which builder image, as far as the metadata tells; the kernel's configuration decides
 * @param paths under which paths it is stored, relative to the store, the main one first
 */
public record ProbeBuild(Kernel kernel, ProbeKind kind, Toolchain toolchain, List<ProbePath> paths) {
    public ProbeBuild {
        paths = List.copyOf(paths);
    }

    /** One line for people: {@code debian 6.1.0-50-amd64 kmod}. */
    @Override
    public String toString() {
        return kernel + " " + kind;
    }
}
