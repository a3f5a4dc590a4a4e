package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.store.Publication;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A link whose messages arrive although their sender is interrupted meanwhile, and that keeps the interruption: a call over
 * a channel would lose either. What was finished has to be known when a build is stopped, and all of its threads have to
 * know that it is.
 */
record PatientLink(AgentLink link) implements AgentLink {
    private static final int TRIES = 5;

    @Override
    public int claimFirst(String[] kernels) {
        return patiently(() -> link.claimFirst(kernels));
    }

    @Override
    public void progress(String message) {
        send(() -> link.progress(message));
    }

    @Override
    public void warning(String message) {
        send(() -> link.warning(message));
    }

    @Override
    public void planned(String records) {
        send(() -> link.planned(records));
    }

    @Override
    public void started(String record) {
        send(() -> link.started(record));
    }

    @Override
    public void retrying(String probe, String reason, int attempt) {
        send(() -> link.retrying(probe, reason, attempt));
    }

    @Override
    public void made(String entries) {
        send(() -> link.made(entries));
    }

    @Override
    public void finished(String record) {
        send(() -> link.finished(record));
    }

    @Override
    public void ended() {
        send(link::ended);
    }

    /** Not patiently: who waits for uploads is to be woken when the build is stopped. */
    @Override
    public Publication settle() throws IOException, InterruptedException {
        return link.settle();
    }

    @Override
    public String startContainer(String image, String[] options) throws IOException, InterruptedException {
        return link.startContainer(image, options);
    }

    @Override
    public void stopContainer(String id) throws IOException, InterruptedException {
        link.stopContainer(id);
    }

    private static void send(Runnable message) {
        boolean unused = patiently(() -> {
            message.run();
            return true;
        });
    }

    private static <T> T patiently(Supplier<T> call) {
        boolean interrupted = Thread.interrupted();
        try {
            for (int i = 1; ; i++) {
                try {
                    return call.get();
                } catch (RuntimeException e) {
                    if (i == TRIES || !isInterruption(e)) {
                        throw e;
                    }
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isInterruption(Throwable trouble) {
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedException) {
                return true;
            }
        }
        return false;
    }
}
