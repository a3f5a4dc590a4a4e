package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.WorkQueue.KernelWork;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Makes kernel trees ahead of the compilers, so that downloads and unpacking overlap with compiling. A bounded number of
 * trees exists at a time: they are large.
 */
final class KernelPreparer implements Runnable {
    private final WorkQueue queue;
    private final Map<String, Distro> distros;
    private final Path folder;
    private final SerialListener listener;
    private final Semaphore room;
    private final Queue<Path> spares = new ConcurrentLinkedQueue<>();
    /** Whether there is no kernel left to prepare. */
    private volatile boolean exhausted;

    private final BlockingQueue<Optional<Prepared>> ready = new LinkedBlockingQueue<>();
    private final AtomicInteger preparers;
    private final AtomicInteger serial = new AtomicInteger();
    private final AtomicReference<Failure> abandoned = new AtomicReference<>();

    /**
     * A kernel that is ready to compile for, or could not be made ready.
     *
     * @param work the kernel and its probes
     * @param tree empty when it failed
     * @param failure why it failed; empty when it is ready
     * @param folder the tree's folder, given back by {@link #done}
     */
    record Prepared(KernelWork work, Optional<KernelTree> tree, Optional<Failure> failure, Path folder) {}

    /**
     * A preparer of the kernels of a queue.
     *
     * @param preparers how many threads will {@link #run} it
     * @param trees how many trees there may be at once
     */
    KernelPreparer(
            WorkQueue queue,
            Map<String, Distro> distros,
            Path folder,
            SerialListener listener,
            int preparers,
            int trees) {
        this.queue = queue;
        this.distros = distros;
        this.folder = folder;
        this.listener = listener;
        this.room = new Semaphore(trees);
        this.preparers = new AtomicInteger(preparers);
    }

    /** Prepares kernels until none waits or it is interrupted; run it in every thread that prepares. */
    @Override
    public void run() {
        try {
            for (Optional<KernelWork> next = next(); next.isPresent(); next = next()) {
                ready.add(Optional.of(prepare(next.get())));
            }
        } catch (InterruptedException e) {
            // The run is being stopped: whoever waits for a kernel is interrupted, too.
            Thread.currentThread().interrupt();
        } finally {
            if (preparers.decrementAndGet() == 0) {
                ready.add(Optional.empty());
            }
        }
        removeSpares();
    }

    /** While the last kernels are compiled for: to remove files that the disk has by now takes its time. */
    private void removeSpares() {
        for (Path spare = spares.poll(); spare != null; spare = spares.poll()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            remove(spare);
        }
    }

    private Optional<KernelWork> next() throws InterruptedException {
        room.acquire();
        Optional<KernelWork> work = queue.take();
        if (work.isEmpty()) {
            room.release();
            exhausted = true;
        }
        return work;
    }

    /** Waits for a prepared kernel; nothing when every kernel was handed out. */
    Optional<Prepared> take() throws InterruptedException {
        Optional<Prepared> next = ready.take();
        if (next.isEmpty()) {
            // The end is everybody's.
            ready.add(next);
        }
        return next;
    }

    /** Fails every kernel that is not prepared yet: there is no use in going on. */
    void abandon(Failure failure) {
        abandoned.set(failure);
    }

    /** Gives a kernel's tree back, so that its files become the next one's; removes it when none comes. */
    void done(Prepared prepared) {
        if (exhausted) {
            remove(prepared.folder());
        } else {
            spares.add(prepared.folder());
        }
        room.release();
    }

    private Prepared prepare(KernelWork work) throws InterruptedException {
        Path root = folder.resolve("tree-" + serial.incrementAndGet());
        Failure hopeless = abandoned.get();
        if (hopeless != null) {
            return new Prepared(work, Optional.empty(), Optional.of(hopeless), root);
        }
        listener.started(work.builds().get(0), Stage.PREPARE);
        Optional<Path> spare = Optional.ofNullable(spares.poll());
        try {
            Files.createDirectories(root);
            KernelTree tree = distros.get(work.kernel().distro()).prepare(work.kernel(), new UnpackTarget(root, spare));
            return new Prepared(work.of(tree.kernel()), Optional.of(tree), Optional.empty(), root);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            return new Prepared(work, Optional.empty(), Optional.of(Failures.of(e, Stage.PREPARE)), root);
        } finally {
            spare.ifPresent(this::remove);
        }
    }

    private void remove(Path folder) {
        try {
            WorkFolder.remove(folder);
        } catch (IOException e) {
            listener.warning("what is left of an earlier kernel's tree could not be removed: " + e.getMessage());
        }
    }
}
