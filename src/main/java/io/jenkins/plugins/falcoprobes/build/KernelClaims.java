package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;

/** Says for which kernels of a plan this run builds, where several runs share the plan. Safe for several threads. */
@FunctionalInterface
public interface KernelClaims {
    /** A run that shares its plan with nobody. */
    KernelClaims ALL = kernel -> true;

    /**
     * Whether this run is to build for a kernel. Asked right before the kernel is fetched; after a "no" once more when
     * nothing else is left, since whoever had it may have given up.
     */
    boolean claim(Kernel kernel);
}
