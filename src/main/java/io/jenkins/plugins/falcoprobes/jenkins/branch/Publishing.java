package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.TaskListener;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import io.jenkins.plugins.falcoprobes.jenkins.publish.Publication;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeKey;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.store.Publication.Obstacle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Publishes probes while others are built, so that the loss of an agent costs only what it had not finished. Their logs
 * are brought to the controller on the way.
 */
final class Publishing implements AutoCloseable {
    private static final Logger LOGGER = Logger.getLogger(Publishing.class.getName());
    private static final int BATCH = 64;

    /** How long the end of a run that is being stopped waits for what was finished to be published. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Publication publication;
    private final ProbeLedger ledger;
    private final LogKeeper logs;
    private final BlockingQueue<Optional<ProbeRecord>> waiting = new LinkedBlockingQueue<>();
    private final List<ProbeRecord> unpublished = new ArrayList<>();
    private final Map<String, Obstacle> obstacles = new HashMap<>();
    private final TaskListener console;
    private final Thread thread;
    private int uploaded;
    private String trouble = "";

    Publishing(
            Publication publication,
            ProbeLedger ledger,
            TaskListener console,
            FilePath output,
            Path logs,
            String name) {
        this.publication = publication;
        this.ledger = ledger;
        this.console = console;
        this.logs = new LogKeeper(output, logs);
        this.thread = new Thread(this::run, "Publishing Falco probes of " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a probe that has ended, built or not. */
    void add(ProbeRecord probe) {
        waiting.add(Optional.of(probe));
    }

    /**
     * Waits until everything is published, or cannot be: a probe that cannot be is a failure from then on.
     *
     * @return what could not be, as far as it was for reasons of its own
     */
    synchronized io.jenkins.plugins.falcoprobes.store.Publication settle() throws IOException, InterruptedException {
        waiting.add(Optional.empty());
        thread.join();
        if (!unpublished.isEmpty()) {
            List<ProbeRecord> again = List.copyOf(unpublished);
            unpublished.clear();
            obstacles.clear();
            publish(again);
            for (ProbeRecord probe : List.copyOf(unpublished)) {
                Optional<Obstacle> why = obstacle(probe);
                if (why.isPresent()) {
                    fail(probe, why.get());
                    unpublished.remove(probe);
                }
            }
        }
        return new io.jenkins.plugins.falcoprobes.store.Publication(publication.place(), uploaded, obstacles);
    }

    /**
     * Waits as {@link #settle} does.
     *
     * @throws AbortException in one line, if something could not be published for reasons that no probe has alone
     */
    void finish() throws IOException, InterruptedException {
        settle();
        if (!unpublished.isEmpty()) {
            // Not the agent's fault: another one would build it all again, and come no further.
            throw new AbortException(unpublished.size() + " probes could not be published: " + trouble);
        }
    }

    private void fail(ProbeRecord probe, Obstacle why) throws IOException {
        FailureClass type = why.conflict() ? FailureClass.CONFLICT : FailureClass.PUBLISH;
        ProbeRecord failed = probe.failed(
                type.id(),
                Incoming.line(why.message()),
                why.conflict() ? Messages.Publishing_conflict() : Messages.Publishing_again());
        ledger.finish(failed);
        console.getLogger().println(Incoming.line(ConsoleLines.finished(failed)));
    }

    private Optional<Obstacle> obstacle(ProbeRecord probe) {
        return probe.files().stream()
                .map(ProbeFile::path)
                .map(obstacles::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** Publishes what can be in some time, for a run that is being stopped; keeps the interruption for later. */
    void finishWithin(Duration patience) {
        waiting.add(Optional.empty());
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                List<Optional<ProbeRecord>> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch, BATCH - 1);
                more = batch.stream().allMatch(Optional::isPresent);
                publish(batch.stream().flatMap(Optional::stream).toList());
            }
        } catch (InterruptedException e) {
            LOGGER.log(Level.FINE, "Publishing was stopped", e);
        }
    }

    private void publish(List<ProbeRecord> probes) throws InterruptedException {
        if (probes.isEmpty()) {
            return;
        }
        logs.fetch(probes);
        List<ProbeRecord> stored = probes.stream()
                .filter(probe -> !probe.files().isEmpty())
                .filter(probe -> !isPublished(probe.key()))
                .toList();
        if (stored.isEmpty()) {
            return;
        }
        try {
            List<ProbeFile> files = new ArrayList<>();
            stored.forEach(probe -> files.addAll(probe.files()));
            obstacles.putAll(publication.publish(files));
            List<ProbeRecord> there =
                    stored.stream().filter(probe -> obstacle(probe).isEmpty()).toList();
            uploaded += there.size();
            ledger.published(there.stream().map(ProbeRecord::key).toList());
            stored.stream().filter(probe -> obstacle(probe).isPresent()).forEach(unpublished::add);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "Cannot publish probes", e);
            trouble = String.valueOf(e.getMessage());
            unpublished.addAll(stored);
        }
    }

    private boolean isPublished(ProbeKey key) {
        return ledger.find(key).filter(ProbeRecord::published).isPresent();
    }
}
