package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks that wait for the network mostly; one that fails does not stop the others. */
public final class ParallelTasks {
    private static final int THREADS = 8;

    private ParallelTasks() {}

    /** What each task gave, in the tasks' order. An interrupt of the calling thread ends them all. */
    public static <T> List<Outcome<T>> run(List<? extends Callable<T>> tasks) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Outcome<T>> outcomes = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                outcomes.add(outcome(future));
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> Outcome<T> outcome(Future<T> future) throws InterruptedException {
        try {
            return new Outcome<>(future.get(), null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                return new Outcome<>(null, io);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A result or else a failure; the other one is null. */
    public record Outcome<T>(T value, IOException failure) {}
}
