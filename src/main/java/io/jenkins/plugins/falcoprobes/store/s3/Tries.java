package io.jenkins.plugins.falcoprobes.store.s3;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.function.CheckedSupplier;
import io.jenkins.plugins.falcoprobes.store.s3.BucketException.Trouble;
import java.time.Duration;
import java.util.Set;

/** Tries again what may pass, after ever longer pauses. */
final class Tries {
    private static final double JITTER = 0.25;
    private static final int LONGEST = 30;

    private final int retries;
    private final Duration pause;

    /**
     * Tries so many times again.
     *
     * @param pause the first pause, doubled each time up to 30 times of it
     */
    Tries(int retries, Duration pause) {
        this.retries = retries;
        this.pause = pause;
    }

    /** What an action gives, at the latest at the last try; tried again for these troubles. */
    <T> T run(Set<Trouble> passing, CheckedSupplier<T> action) throws BucketException, InterruptedException {
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handleIf(e -> e instanceof BucketException trouble && passing.contains(trouble.trouble()))
                .withMaxRetries(retries)
                .withBackoff(pause, pause.multipliedBy(LONGEST))
                .withJitter(JITTER)
                .build();
        try {
            return Failsafe.with(policy).get(action);
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.interrupted(); // the exception says it from here on
                throw (InterruptedException) new InterruptedException("interrupted").initCause(e.getCause());
            }
            if (e.getCause() instanceof BucketException trouble) {
                throw trouble;
            }
            throw e;
        }
    }
}
