package io.jenkins.plugins.falcoprobes.build;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a run. */
final class Threads {
    private static final int PATIENCE_SECONDS = 60;

    private Threads() {}

    /** Makes threads with this name and a number; they do not keep the JVM alive. */
    static ThreadFactory named(String name) {
        AtomicInteger serial = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, name + "-" + serial.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Interrupts what still runs and waits until it has cleaned up, interrupted or not. */
    static void stop(ExecutorService executor) {
        stop(executor, PATIENCE_SECONDS);
    }

    /**
     * As {@link #stop}, but interrupts again and again, for what has nothing to clean up that could be interrupted, too. On
     * an agent an interrupt can get lost: in the middle of a class that comes over the channel, for one.
     */
    static void insist(ExecutorService executor) {
        for (int i = 0; i < PATIENCE_SECONDS && !executor.isTerminated(); i++) {
            stop(executor, 1);
        }
    }

    private static void stop(ExecutorService executor, int seconds) {
        executor.shutdownNow();
        boolean interrupted = Thread.interrupted();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!executor.isTerminated() && System.nanoTime() < end) {
            try {
                if (executor.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
