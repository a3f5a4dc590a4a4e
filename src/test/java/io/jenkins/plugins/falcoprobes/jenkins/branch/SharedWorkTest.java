package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;

public class SharedWorkTest {
    private final SharedWork shared = new SharedWork(new Object());
    private final AtomicInteger times = new AtomicInteger();

    @Test
    public void whoever_asks_alone_does_it() throws Exception {
        shared.run(times::incrementAndGet);
        shared.run(times::incrementAndGet);
        assertThat(times).hasValue(2);
    }

    @Test
    public void of_many_who_ask_while_it_is_done_one_does_it_for_all() throws Exception {
        int threads = 20;
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch everybodyAsked = new CountDownLatch(1);
        ExecutorService pool = Executors.newCachedThreadPool();
        List<Future<Void>> running = new ArrayList<>();
        List<Thread> waiting = new ArrayList<>();
        running.add(pool.submit((Callable<Void>) () -> {
            shared.run(() -> {
                times.incrementAndGet();
                begun.countDown();
                everybodyAsked.await();
            });
            return null;
        }));
        begun.await();
        for (int i = 0; i < threads; i++) {
            running.add(pool.submit((Callable<Void>) () -> {
                synchronized (waiting) {
                    waiting.add(Thread.currentThread());
                }
                shared.run(times::incrementAndGet);
                return null;
            }));
        }
        while (!allBlocked(waiting, threads)) {
            Thread.onSpinWait();
        }
        everybodyAsked.countDown();
        for (Future<Void> each : running) {
            each.get();
        }
        pool.shutdown();
        assertThat(times).hasValue(2);
    }

    @Test
    public void what_failed_is_done_again() throws Exception {
        assertThatThrownBy(() -> shared.run(() -> {
                    throw new IOException("the disk is full");
                }))
                .hasMessage("the disk is full");
        shared.run(times::incrementAndGet);
        assertThat(times).hasValue(1);
    }

    private static boolean allBlocked(List<Thread> threads, int count) {
        synchronized (threads) {
            return threads.size() == count
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.BLOCKED);
        }
    }
}
