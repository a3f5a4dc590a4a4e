package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.Test;

public class ThreadsTest {
    private final CountDownLatch started = new CountDownLatch(1);

    @Test
    public void who_loses_an_interrupt_is_interrupted_again() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(1, Threads.named("test"));
        Future<?> unused = executor.submit(this::loseOneInterrupt);
        started.await();
        Threads.insist(executor);
        assertThat(executor.isTerminated()).isTrue();
    }

    @Test
    public void an_interrupt_of_who_stops_others_is_kept() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(1, Threads.named("test"));
        Future<?> unused = executor.submit(this::loseOneInterrupt);
        started.await();
        Thread.currentThread().interrupt();
        Threads.insist(executor);
        assertThat(executor.isTerminated()).isTrue();
        assertThat(Thread.interrupted()).isTrue();
    }

    private Void loseOneInterrupt() throws InterruptedException {
        started.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException lost) {
            assertThat(lost).isNotNull();
        }
        new CountDownLatch(1).await();
        return null;
    }
}
