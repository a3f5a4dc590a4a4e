package io.jenkins.plugins.falcoprobes.build;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.jenkins.plugins.falcoprobes.build.KernelPreparer.Prepared;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.EngineException;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/**
 * The worker pool, fed by {@link KernelPreparer}: each worker has a container of its own, and there is one more of them than
 * compile at once, so that no core waits while a probe is checked and stored or a container started.
 */
final class BuildRun {
    /** Long enough for an engine that is being restarted. */
    static final Duration PAUSE = Duration.ofSeconds(2);

    private final BuildRequest request;
    private final ContainerRuntime runtime;
    private final ContainerLimits limits;
    private final KernelPreparer preparer;
    private final KernelMaker maker;
    private final ProbeCompiler compiler;
    private final LaterNames later;
    private final Path folder;
    private final SerialListener listener;
    private final Duration pause;
    private final List<ProbeResult> results = new ArrayList<>();

    BuildRun(
            BuildRequest request,
            ContainerRuntime runtime,
            ContainerLimits limits,
            KernelPreparer preparer,
            KernelMaker maker,
            ProbeCompiler compiler,
            LaterNames later,
            Path folder,
            SerialListener listener,
            Duration pause) {
        this.request = request;
        this.runtime = runtime;
        this.limits = limits;
        this.preparer = preparer;
        this.maker = maker;
        this.compiler = compiler;
        this.later = later;
        this.folder = folder;
        this.listener = listener;
        this.pause = pause;
    }

    /**
     * Builds until every kernel is done.
     *
     * @return whether it was interrupted; every worker has stopped and every container is gone then, too
     */
    boolean run() throws IOException {
        int workers = request.jobs() + 1;
        ExecutorService threads = Executors.newFixedThreadPool(workers, Threads.named("compiler"));
        List<Future<Void>> running = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Path slot = folder.resolve("slot-" + i);
            running.add(threads.submit((Callable<Void>) () -> work(slot)));
        }
        threads.shutdown();
        try {
            for (Future<Void> worker : running) {
                worker.get();
            }
            return false;
        } catch (InterruptedException e) {
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("A worker failed", e.getCause());
        } finally {
            Threads.stop(threads);
        }
    }

    /** How the builds ended so far. */
    List<ProbeResult> results() {
        synchronized (results) {
            return List.copyOf(results);
        }
    }

    private Void work(Path slotFolder) throws IOException, InterruptedException {
        try (CompilerSlot slot = new CompilerSlot(runtime, limits, slotFolder)) {
            for (Optional<Prepared> next = preparer.take(); next.isPresent(); next = preparer.take()) {
                Prepared prepared = next.get();
                try {
                    build(prepared, slot);
                } finally {
                    discard(prepared, slot);
                }
            }
        }
        return null;
    }

    private void build(Prepared prepared, CompilerSlot slot) throws InterruptedException {
        if (prepared.tree().isEmpty()) {
            fail(prepared, prepared.failure().orElseThrow(), "", List.of());
            return;
        }
        List<ProbeBuild> builds = prepared.work().builds();
        KernelTree tree;
        List<String> tried = List.of();
        try {
            tree = slot.enter(prepared.tree().get());
        } catch (IOException e) {
            fail(prepared, Failures.of(e, Stage.PREPARE), "", List.of());
            return;
        }
        if (tree.source()) {
            KernelTree source = tree;
            KernelMaker.Made made = retrying(
                    prepared.work().builds().get(0),
                    slot,
                    Stage.PREPARE,
                    () -> maker.make(prepared.work().builds().get(0), source, slot),
                    failure -> KernelMaker.Made.failed(failure, ""));
            if (made.tree().isEmpty()) {
                fail(prepared, made.failure().orElseThrow(), made.log(), made.tries());
                return;
            }
            tree = made.tree().get();
            tried = made.tries();
            builds = named(builds, tree.config());
        }
        KernelTree ready = tree;
        for (ProbeBuild build : builds) {
            finish(retrying(
                            build,
                            slot,
                            Stage.COMPILE,
                            () -> compiler.build(build, ready, slot),
                            failure -> ProbeCompiler.notBegun(build, failure))
                    .after(tried));
        }
    }

    private List<ProbeBuild> named(List<ProbeBuild> builds, KernelConfig made) throws InterruptedException {
        List<ProbeBuild> named = new ArrayList<>();
        for (ProbeBuild build : builds) {
            named.add(later.of(build, made));
        }
        return named;
    }

    private void fail(Prepared prepared, Failure failure, String log, List<String> tried) {
        for (ProbeBuild build : prepared.work().builds()) {
            finish(ProbeCompiler.notBegun(build, failure, log).after(tried));
        }
    }

    private void discard(Prepared prepared, CompilerSlot slot) {
        try {
            slot.leave(prepared.folder());
        } catch (IOException e) {
            listener.warning("the tree of " + prepared.work().kernel() + " cannot be moved away: " + e.getMessage());
        } finally {
            preparer.done(prepared);
        }
    }

    /** Does something in a slot, again where the engine fails. */
    private <T> T retrying(
            ProbeBuild build, CompilerSlot slot, Stage stage, CheckedSupplier<T> task, Function<Failure, T> failed)
            throws InterruptedException {
        RetryPolicy<T> policy = RetryPolicy.<T>builder()
                .handle(EngineException.class)
                .withMaxRetries(request.retries())
                .withBackoff(pause, pause.multipliedBy(16))
                .onRetry(retry ->
                        listener.retrying(build, Failures.of(retry.getLastException(), stage), retry.getAttemptCount()))
                .build();
        try {
            return Failsafe.with(policy).get(() -> {
                try {
                    return task.get();
                } catch (EngineException e) {
                    slot.close();
                    throw e;
                }
            });
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new InterruptedException();
            }
            Failure failure = Failures.of(e.getCause(), stage);
            if (e.getCause() instanceof EngineException && !runtime.answers()) {
                // Every other kernel would wait through the same retries, and be downloaded for nothing.
                preparer.abandon(failure);
            }
            return failed.apply(failure);
        }
    }

    private void finish(ProbeResult result) {
        synchronized (results) {
            results.add(result);
        }
        listener.finished(result);
    }
}
