package io.jenkins.plugins.falcoprobes.repository;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tries again where it may help: trouble of the network that passes, as often as is allowed and after ever longer
 * pauses; a checksum that does not fit, once, because a mirror may be in the middle of an update.
 */
final class Retries {
    private static final double JITTER = 0.25;
    private static final int LONGEST = 30;

    private final FailsafeExecutor<Object> executor;

    /**
     * Tries up to {@code times} times again.
     *
     * @param pause the first pause, doubled each time up to 30 times of it
     * @param notices gets one line for each new try
     */
    Retries(int times, Duration pause, Consumer<String> notices) {
        if (times == 0) {
            executor = Failsafe.none();
            return;
        }
        RetryPolicyBuilder<Object> passing = RetryPolicy.builder()
                .handleIf(e -> e instanceof DownloadException download
                        && download.isTransient()
                        && !(e instanceof RateLimitException))
                .withMaxRetries(times);
        RetryPolicyBuilder<Object> wrong =
                RetryPolicy.builder().handle(SignatureException.class).withMaxRetries(1);
        executor = Failsafe.with(paused(wrong, pause, notices), paused(passing, pause, notices));
    }

    private static RetryPolicy<Object> paused(
            RetryPolicyBuilder<Object> policy, Duration pause, Consumer<String> notices) {
        return policy.withBackoff(pause, pause.multipliedBy(LONGEST))
                .withJitter(JITTER)
                .onRetry(e ->
                        notices.accept("trying again: " + e.getLastException().getMessage()))
                .build();
    }

    /** What {@code action} gives, at the latest after the last try. */
    <T> T run(Action<T> action) throws IOException, InterruptedException {
        try {
            return executor.get(action::run);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException
                    || (e.getCause() instanceof InterruptedIOException
                            && Thread.currentThread().isInterrupted())) {
                Thread.interrupted(); // the exception says it from here on
                throw (InterruptedException) new InterruptedException("interrupted").initCause(e.getCause());
            }
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw e;
        }
    }

    /** Something that may fail on the network. */
    interface Action<T> {
        T run() throws IOException, InterruptedException;
    }
}
