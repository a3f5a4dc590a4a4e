package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** A plan's probes by kernel: the kinds of one kernel share a tree and are built one after the other. */
final class WorkQueue {
    /** More than are taken elsewhere between two questions, where many runs share a plan. */
    private static final int ASKED_AT_ONCE = 100;

    private final KernelClaims claims;
    private final Queue<KernelWork> waiting = new ArrayDeque<>();
    private final Queue<KernelWork> refused = new ArrayDeque<>();
    private final Set<Kernel> elsewhere = new HashSet<>();

    /**
     * The probes to build for one kernel.
     *
     * @param kernel the kernel
     * @param builds its probes, at least one
     */
    record KernelWork(Kernel kernel, List<ProbeBuild> builds) {
        /** The same work, now that all is known of the kernel's packages. */
        KernelWork of(Kernel known) {
            return new KernelWork(
                    known, builds.stream().map(build -> build.of(known)).toList());
        }
    }

    WorkQueue(List<ProbeBuild> builds, KernelClaims claims) {
        this.claims = claims;
        Map<Kernel, List<ProbeBuild>> byKernel = new LinkedHashMap<>();
        builds.forEach(build -> byKernel.computeIfAbsent(build.kernel(), kernel -> new ArrayList<>())
                .add(build));
        byKernel.forEach((kernel, probes) -> waiting.add(new KernelWork(kernel, List.copyOf(probes))));
    }

    /** The next kernel that is this run's, or nothing when every one was taken, here or elsewhere. */
    synchronized Optional<KernelWork> take() {
        Optional<KernelWork> next = take(waiting, refused::add);
        return next.isPresent() ? next : take(refused, work -> elsewhere.add(work.kernel()));
    }

    private Optional<KernelWork> take(Queue<KernelWork> from, Consumer<KernelWork> others) {
        while (!from.isEmpty()) {
            List<Kernel> candidates =
                    from.stream().limit(ASKED_AT_ONCE).map(KernelWork::kernel).toList();
            int first = claims.claimFirst(candidates);
            int refusals = first < 0 ? candidates.size() : first;
            for (int i = 0; i < refusals; i++) {
                others.accept(from.remove());
            }
            if (first >= 0) {
                return Optional.of(from.remove());
            }
        }
        return Optional.empty();
    }

    /** The kernels that others build for. */
    synchronized Set<Kernel> elsewhere() {
        return Set.copyOf(elsewhere);
    }
}
