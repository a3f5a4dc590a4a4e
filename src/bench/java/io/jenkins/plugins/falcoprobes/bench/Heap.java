package io.jenkins.plugins.falcoprobes.bench;

import java.lang.management.ManagementFactory;

/** The live heap of this JVM. */
final class Heap {
    private static final int ROUNDS = 4;

    private Heap() {}

    /** What is left after collections, in bytes. Caches that memory would clear when it is short are cleared by then. */
    static long live() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            System.gc();
            // Softly reachable things go when they have not been used for some milliseconds per free megabyte.
            Thread.sleep(1500);
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
