package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;

/** Says for which kernels of a plan this run builds, where several runs share the plan. Safe for several threads. */
@FunctionalInterface
public interface KernelClaims {
    /** A run that shares its plan with nobody. */
    KernelClaims ALL = kernels -> 0;

    /**
     * Takes the first of some kernels that this run is to build for. Asked right before the kernel is fetched, for several
     * at once since the answer may be far away; those that were refused are asked for once more when nothing else is left,
     * since whoever had them may have given up.
     *
     * @param kernels at least one
     * @return its index: those before it are refused, those after it are not decided; or -1 if all are refused
     */
    int claimFirst(List<Kernel> kernels);
}
