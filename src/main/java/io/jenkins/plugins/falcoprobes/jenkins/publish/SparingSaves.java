package io.jenkins.plugins.falcoprobes.jenkins.publish;

import hudson.model.Run;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Saves runs that change with every probe, now and then only: of thousands of probes a run has thousands of records, and
 * all of them are written each time.
 */
final class SparingSaves {
    private static final long PAUSE_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Map<Run<?, ?>, Long> SAVED = new WeakHashMap<>();

    private SparingSaves() {}

    /** Saves a run, unless that was done a moment ago. What is left out is saved with the next document, and at the end. */
    static void save(Run<?, ?> run) throws IOException {
        long now = System.nanoTime();
        synchronized (SAVED) {
            Long last = SAVED.get(run);
            if (last != null && now - last < PAUSE_NANOS) {
                return;
            }
            SAVED.put(run, now);
        }
        run.save();
    }
}
