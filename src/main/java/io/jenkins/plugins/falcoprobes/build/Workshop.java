package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.BuildEngine.Surroundings;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.store.ProbeStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Carries a plan out: kernels are prepared while engine and images are set up, then compiled as they come. */
final class Workshop {
    /** How many compilers one thread's preparing feeds; it takes a twentieth of the time of compiling. */
    private static final int COMPILERS_FED = 8;

    private final Surroundings surroundings;
    private final ProbeStore store;
    private final BuildRequest request;
    private final RunSetup setup;
    private final Path folder;
    private final SerialListener listener;

    Workshop(
            Surroundings surroundings,
            ProbeStore store,
            BuildRequest request,
            RunSetup setup,
            Path folder,
            SerialListener listener) {
        this.surroundings = surroundings;
        this.store = store;
        this.request = request;
        this.setup = setup;
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * How the builds of a plan ended.
     *
     * @param results one for each build that ended
     * @param elsewhere kernels that were left to others who share the plan
     * @param interrupted whether it was stopped before all had ended
     */
    record Outcome(List<ProbeResult> results, Set<Kernel> elsewhere, boolean interrupted) {}

    /**
     * Builds everything that the plan says.
     *
     * @throws SetupException if engine or driver cannot be set up, or no image could be made
     */
    Outcome build(Planner.Planned planned) throws IOException {
        List<ProbeResult> results = new ArrayList<>();
        planned.failed().forEach((build, failure) -> results.add(ProbeCompiler.notBegun(build, failure)));
        results.forEach(listener::finished);
        List<ProbeBuild> builds = planned.plan().builds().stream()
                .filter(build -> !planned.failed().containsKey(build))
                .toList();
        if (builds.isEmpty()) {
            return new Outcome(results, Set.of(), false);
        }
        WorkQueue queue = new WorkQueue(builds, surroundings.claims());
        // Two at least, so that one fetches while the other unpacks.
        int preparing = 2 + request.jobs() / COMPILERS_FED;
        KernelPreparer preparer = new KernelPreparer(
                queue,
                surroundings.distros().stream().collect(Collectors.toMap(Distro::id, Function.identity())),
                folder,
                listener,
                preparing,
                request.jobs() + 2 * preparing);
        ExecutorService preparers = Executors.newFixedThreadPool(preparing, Threads.named("prepare"));
        ExecutorService imageMaker = Executors.newSingleThreadExecutor(Threads.named("images"));
        try {
            for (int i = 0; i < preparing; i++) {
                preparers.execute(preparer);
            }
            setup.engine();
            Driver driver = setup.driver();
            listener.driver(setup.facts());
            ImageShelf images = images(driver, imageMaker);
            builds.forEach(build -> images.order(build.toolchain()));
            BuildRun run = run(preparer, images, driver, planned.later());
            boolean interrupted = run.run();
            results.addAll(run.results());
            if (!interrupted && !run.results().isEmpty()) {
                images.requireOne();
            }
            return new Outcome(results, queue.elsewhere(), interrupted);
        } catch (InterruptedException e) {
            return new Outcome(results, Set.of(), true);
        } finally {
            Threads.stop(imageMaker);
            Threads.insist(preparers);
        }
    }

    private ImageShelf images(Driver driver, ExecutorService executor) {
        return new ImageShelf(
                toolchain -> surroundings.host().image(toolchain, request.falcoVersion(), driver, listener::progress),
                executor);
    }

    private BuildRun run(KernelPreparer preparer, ImageShelf images, Driver driver, LaterNames later) {
        ContainerLimits limits = ContainerLimits.of(Runtime.getRuntime().availableProcessors(), request.jobs());
        Semaphore places = new Semaphore(request.jobs(), true);
        ToolChoices tools =
                new ToolChoices(Optional.of(surroundings.sources().cache()), driver.version(), Architecture.host());
        ProbeCompiler compiler = new ProbeCompiler(
                request, store, images, driver, tools, limits, surroundings.output(), places, listener);
        KernelMaker maker = new KernelMaker(request, images, tools, limits, surroundings.output(), places, listener);
        return new BuildRun(
                request,
                surroundings.host().runtime(),
                limits,
                preparer,
                maker,
                compiler,
                later,
                folder,
                listener,
                BuildRun.PAUSE);
    }
}
