package io.jenkins.plugins.falcoprobes.bench;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What the first look at a job's earlier runs costs after a restart of the controller. */
final class Histories {
    private static final int RUNS = 50;

    private Histories() {}

    /** Reads a run's ledger as often as a job has runs that are looked at. */
    static Duration readFifty(Path folder) throws IOException {
        long begun = System.nanoTime();
        for (int i = 0; i < RUNS; i++) {
            if (ProbeLedger.open(folder).records().isEmpty()) {
                throw new IOException("There is no ledger in " + folder);
            }
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
