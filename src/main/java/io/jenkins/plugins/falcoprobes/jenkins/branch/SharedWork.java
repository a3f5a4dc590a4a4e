package io.jenkins.plugins.falcoprobes.jenkins.branch;

import java.io.IOException;

/**
 * Work that covers what everybody has done who asked for it before it began: of many who ask at once, two do it, and the
 * others wait. Safe for several threads.
 */
final class SharedWork {
    private final Object lock;
    private long asked;
    private long done;

    /** What is to be done. */
    interface Work {
        /** Does it; what fails is done again by the next one who waits. */
        void run() throws IOException, InterruptedException;
    }

    /** Work of which no other with the same lock is done at the same time. */
    SharedWork(Object lock) {
        this.lock = lock;
    }

    /** Returns when the work was done once from its beginning, here or by another thread. */
    void run(Work work) throws IOException, InterruptedException {
        long ticket = ask();
        synchronized (lock) {
            if (done >= ticket) {
                return;
            }
            long covered = asked();
            work.run();
            done = covered;
        }
    }

    private synchronized long ask() {
        return ++asked;
    }

    private synchronized long asked() {
        return asked;
    }
}
