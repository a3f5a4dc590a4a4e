package io.jenkins.plugins.falcoprobes.jenkins.run;

import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import io.jenkins.plugins.falcoprobes.lookup.Sighting;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks elsewhere for some time: a page waits for its answers, however many there are. */
final class HastyFinder implements ProbeFinder {
    private final ProbeFinder finder;
    private final String where;
    private final Duration patience;
    private final long end;
    private final ExecutorService thread;

    /**
     * Looks by another finder, which is closed with this.
     *
     * @param where the place, for people
     * @param patience the time for everything that is looked for, from now on
     */
    HastyFinder(ProbeFinder finder, String where, Duration patience) {
        this.finder = finder;
        this.where = where;
        this.patience = patience;
        this.end = System.nanoTime() + patience.toNanos();
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread worker = new Thread(task, "Looking for Falco probes in " + where);
            worker.setDaemon(true);
            return worker;
        });
    }

    @Override
    public Sighting find(String path, String address) throws InterruptedException {
        Future<Sighting> answer = thread.submit(() -> finder.find(path, address));
        try {
            return answer.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return new Sighting(
                    where, Sighting.State.UNKNOWN, Messages.HastyFinder_noAnswer(where, patience.toSeconds()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("A place cannot be asked", e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
        finder.close();
    }
}
