package io.jenkins.plugins.falcoprobes.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Stops a run cleanly when Ctrl-C or a polite kill ends this JVM: interrupts the thread that runs it and holds the JVM
 * back until that thread has stopped its containers and written its report, or a minute has passed.
 */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Thread worker;
    private final Runnable atLast;
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop signal");

    private StopSignal(Thread worker, Runnable atLast) {
        this.worker = worker;
        this.atLast = atLast;
    }

    /** Watches over what the calling thread does until {@link #close()}; {@code atLast} runs when a stop is over. */
    static StopSignal watch(Runnable atLast) {
        StopSignal signal = new StopSignal(Thread.currentThread(), atLast);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    private void stop() {
        worker.interrupt();
        try {
            boolean finished = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!finished) {
                System.err.println("The run did not stop within " + PATIENCE_SECONDS + " s and is given up.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        atLast.run();
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending and the hook has run, or is about to end: nothing is left to take back.
            return;
        }
    }
}
