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

    /** What tells it from every other probe of a plan, however much is known of its kernel's packages. */
    public String id() {
        return kernel + " " + kernel.architecture() + " " + kind;
    }

    /** The same probe, of its kernel as a tree knows it. */
    ProbeBuild of(Kernel known) {
        return new ProbeBuild(known, kind, toolchain, paths);
    }

    /** The same probe under other paths. */
    ProbeBuild at(List<ProbePath> others) {
        return new ProbeBuild(kernel, kind, toolchain, others);
    }

    /** One line for people: {@code debian 6.1.0-50-amd64 kmod}. */
    @Override
    public String toString() {
        return kernel + " " + kind;
    }
}
