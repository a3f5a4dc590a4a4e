package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.model.TaskListener;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentLink;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeLedger;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeRecord;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeState;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.store.Publication;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The controller's end of a link: writes the ledger and the console. */
final class ControllerLink implements AgentLink {
    private final Branch branch;
    private final String agent;
    private final ProbeLedger ledger;
    private final TaskListener console;
    private final Publishing publishing;
    private final AgentContainers containers;
    private final Set<String> elsewhere;
    private final Map<String, ManifestEntry> entries = new LinkedHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);

    /**
     * A link for a branch on an agent.
     *
     * @param elsewhere paths of files that are where the run publishes to since an earlier run
     */
    ControllerLink(
            Branch branch,
            String agent,
            ProbeLedger ledger,
            TaskListener console,
            Publishing publishing,
            AgentContainers containers,
            Set<String> elsewhere) {
        this.branch = branch;
        this.agent = agent;
        this.ledger = ledger;
        this.console = console;
        this.publishing = publishing;
        this.containers = containers;
        this.elsewhere = Set.copyOf(elsewhere);
    }

    /** Waits some time for the agent to have ended. */
    void awaitEnd(Duration patience) throws InterruptedException {
        boolean unused = end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the agent has told of its probes so far, to be listed. */
    List<ManifestEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries.values());
        }
    }

    @Override
    public void made(String json) {
        written(() -> {
            List<ManifestEntry> told = IncomingEntries.read(json);
            synchronized (entries) {
                for (ManifestEntry entry : told) {
                    entries.put(entry.file(), entry);
                }
                if (entries.size() > IncomingEntries.MOST) {
                    entries.clear();
                    throw new IOException("The agent lists too many probes, which is not accepted");
                }
            }
        });
    }

    @Override
    public void ended() {
        end.countDown();
    }

    @Override
    public int claimFirst(String[] kernels) {
        return ledger.claimFirst(branch.name(), List.of(kernels));
    }

    @Override
    public void progress(String message) {
        print(message);
    }

    @Override
    public void warning(String message) {
        print("warning: " + message);
        written(() -> ledger.warn(Incoming.line(message)));
    }

    @Override
    public void planned(String json) {
        written(() -> {
            List<ProbeRecord> records = Incoming.plan(json, branch, agent);
            ledger.plan(records);
            records.stream().filter(this::isOnlyOnTheAgent).forEach(publishing::add);
            print(ConsoleLines.plan(records));
        });
    }

    /** Whether a probe was built before, but is not where this run publishes to: an earlier try may have come so far. */
    private boolean isOnlyOnTheAgent(ProbeRecord probe) {
        return probe.state() == ProbeState.PRESENT
                && !probe.files().stream().map(ProbeFile::path).allMatch(elsewhere::contains);
    }

    @Override
    public void started(String json) {
        written(() -> {
            ProbeRecord probe = Incoming.record(json, branch, agent);
            ledger.enter(probe.key(), probe.detail(), branch.name(), agent);
        });
    }

    @Override
    public void retrying(String probe, String reason, int attempt) {
        print("trying again (" + attempt + ") " + probe + ": " + reason);
    }

    @Override
    public void finished(String json) {
        written(() -> {
            ProbeRecord probe = Incoming.end(json, branch, agent);
            if (!ledger.awaits(probe)) {
                Optional<ProbeRecord> known = ledger.find(probe.key());
                if (known.isPresent() && (probe.state() == ProbeState.FAILED || isSame(known.get(), probe))) {
                    // Parts that share a plan share what of it cannot be built; and a message may come twice.
                    return;
                }
                throw new IOException("The agent built " + probe.key() + ", which nobody asked for");
            }
            ledger.finish(probe);
            publishing.add(probe);
            print(ConsoleLines.finished(probe));
        });
    }

    private static boolean isSame(ProbeRecord known, ProbeRecord again) {
        return known.state() == again.state() && known.files().equals(again.files());
    }

    @Override
    public Publication settle() throws IOException, InterruptedException {
        return publishing.settle();
    }

    @Override
    public String startContainer(String image, String[] options) throws IOException, InterruptedException {
        return containers.start(image, options);
    }

    @Override
    public void stopContainer(String id) throws IOException, InterruptedException {
        containers.stop(id);
    }

    private void print(String line) {
        console.getLogger().println(Incoming.line(line));
    }

    private static void written(Writing writing) {
        try {
            writing.write();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Writing {
        void write() throws IOException;
    }
}
