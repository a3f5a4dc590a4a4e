package io.jenkins.plugins.falcoprobes.survey;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;

/**
 * A kernel that was there.
 *
 * @param architecture the machine that it runs on
 * @param release what {@code uname -r} prints
 * @param packageVersion the version of its package
 */
public record SeenKernel(Architecture architecture, KernelRelease release, String packageVersion) {
    static SeenKernel of(Kernel kernel) {
        return new SeenKernel(kernel.architecture(), kernel.release(), kernel.packageVersion());
    }

    /** What makes it this kernel, in whatever version of its package. */
    record Key(Architecture architecture, KernelRelease release) {}

    Key key() {
        return new Key(architecture, release);
    }
}
