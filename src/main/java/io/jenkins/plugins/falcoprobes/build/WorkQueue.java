package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/** A plan's probes by kernel: the kinds of one kernel share a tree and are built one after the other. */
final class WorkQueue {
    private final Queue<KernelWork> waiting = new ArrayDeque<>();

    /**
     * The probes to build for one kernel.
     *
     * @param kernel the kernel
     * @param builds its probes, at least one
     */
    record KernelWork(Kernel kernel, List<ProbeBuild> builds) {}

    WorkQueue(List<ProbeBuild> builds) {
        Map<Kernel, List<ProbeBuild>> byKernel = new LinkedHashMap<>();
        builds.forEach(build -> byKernel.computeIfAbsent(build.kernel(), kernel -> new ArrayList<>())
                .add(build));
        byKernel.forEach((kernel, probes) -> waiting.add(new KernelWork(kernel, List.copyOf(probes))));
    }

    /** How many kernels wait. */
    synchronized int size() {
        return waiting.size();
    }

    /** The next kernel, or nothing when every one was taken. */
    synchronized Optional<KernelWork> take() {
        return Optional.ofNullable(waiting.poll());
    }
}
