package io.jenkins.plugins.falcoprobes.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Every probe of a run: what was planned, who builds it, how it ended. All branches of a run write to the one ledger.
 * What ended is appended to a file at once, so that a controller that is killed has lost nothing that was finished; who
 * builds what is only kept in memory, since a restart ends all builds. Safe for several threads.
 */
public final class ProbeLedger {
    private static final String FILE = "ledger.jsonl";
    private static final String WARNING = "! ";

    private final Path file;
    private final Map<ProbeKey, ProbeRecord> records = new TreeMap<>();
    private final Map<String, List<ProbeKey>> kernels = new HashMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private long version;

    private ProbeLedger(Path file) {
        this.file = file;
    }

    /** The ledger in a folder, with what an earlier session of the controller wrote there. */
    public static ProbeLedger open(Path folder) throws IOException {
        ProbeLedger ledger = new ProbeLedger(folder.resolve(FILE));
        if (Files.exists(ledger.file)) {
            ledger.read();
        }
        return ledger;
    }

    private void read() throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(WARNING)) {
                    warnings.add(line.substring(WARNING.length()));
                } else if (line.startsWith("{") && line.endsWith("}")) {
                    ProbeRecord probe = RecordJson.read(line);
                    put(probe);
                }
                // Anything else is the half line of a controller that was killed; the next begins a line of its own.
            }
        }
        version = (long) records.size() + warnings.size();
    }

    /**
     * Adds what a branch plans. Branches that share a distribution plan the same; what is known to have ended stays as
     * it is.
     */
    public synchronized void plan(Collection<ProbeRecord> planned) throws IOException {
        List<ProbeRecord> fresh = new ArrayList<>();
        for (ProbeRecord probe : planned) {
            ProbeRecord known = records.get(probe.key());
            if (known == null || (isOpen(known) && probe.state() != ProbeState.PLANNED)) {
                put(probe);
                fresh.add(probe);
            }
        }
        append(fresh);
    }

    /**
     * Gives a kernel to a branch.
     *
     * @param kernel as {@link ProbeKey#kernel} has it
     * @return whether the branch is to build it: nobody else does, and not all of its probes have ended for good
     */
    public synchronized boolean claim(String branch, String kernel) {
        String owner = claims.get(kernel);
        if (owner != null && !owner.equals(branch)) {
            return false;
        }
        boolean open = kernels.getOrDefault(kernel, List.of()).stream()
                .map(records::get)
                .anyMatch(ProbeLedger::isOpen);
        if (open) {
            claims.put(kernel, branch);
        }
        return open;
    }

    /** Takes back what a branch claimed and has not finished, for others or its own next try. */
    public synchronized void release(String branch) {
        claims.values().removeIf(branch::equals);
        for (Map.Entry<ProbeKey, ProbeRecord> entry : records.entrySet()) {
            ProbeRecord probe = entry.getValue();
            if (probe.state() == ProbeState.RUNNING && probe.branch().equals(branch)) {
                entry.setValue(probe.in(ProbeState.PLANNED, ""));
                version++;
            }
        }
    }

    /** A probe of a branch has come to a stage. */
    public synchronized void enter(ProbeKey key, String stage, String branch, String agent) {
        ProbeRecord probe = records.get(key);
        if (probe != null && isOpen(probe)) {
            records.put(key, probe.in(ProbeState.RUNNING, stage).by(branch, agent));
            version++;
        }
    }

    /** A probe has ended. */
    public synchronized void finish(ProbeRecord probe) throws IOException {
        put(probe);
        append(List.of(probe));
    }

    /** The files of these probes are where the run publishes to. */
    public synchronized void published(Collection<ProbeKey> keys) throws IOException {
        List<ProbeRecord> changed = new ArrayList<>();
        for (ProbeKey key : keys) {
            ProbeRecord probe = records.get(key);
            if (probe != null && !probe.published()) {
                ProbeRecord published = probe.whenPublished();
                records.put(key, published);
                changed.add(published);
            }
        }
        append(changed);
    }

    /** Something went wrong that concerns no single probe. */
    public synchronized void warn(String warning) throws IOException {
        if (!warnings.contains(warning)) {
            warnings.add(warning);
            appendLines(List.of(WARNING + warning.replaceAll("\\R", " ")));
        }
    }

    /** Every probe, by distribution and kernel. */
    public synchronized List<ProbeRecord> records() {
        return List.copyOf(records.values());
    }

    /** One probe. */
    public synchronized Optional<ProbeRecord> find(ProbeKey key) {
        return Optional.ofNullable(records.get(key));
    }

    /** What went wrong without stopping the run. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Grows with every change, so that a page can tell whether it is up to date. */
    public synchronized long version() {
        return version;
    }

    /** How many probes there are in each state. */
    public synchronized RunCounts counts() {
        return counts(probe -> true);
    }

    /** How many of some probes there are in each state. */
    public synchronized RunCounts counts(Predicate<ProbeRecord> which) {
        Map<ProbeState, Integer> counts = new EnumMap<>(ProbeState.class);
        records.values().stream().filter(which).forEach(probe -> counts.merge(probe.state(), 1, Integer::sum));
        return RunCounts.of(counts);
    }

    /** Whether a probe failed of something that another agent may not have. */
    public static boolean isInfrastructureFailure(ProbeRecord probe) {
        return probe.state() == ProbeState.FAILED
                && (probe.reason().equals(FailureClass.ENGINE.id())
                        || probe.reason().equals(FailureClass.DOWNLOAD.id())
                        || probe.reason().equals(FailureClass.STORE.id()));
    }

    private static boolean isOpen(ProbeRecord probe) {
        return !probe.state().isEnd() || isInfrastructureFailure(probe);
    }

    private void put(ProbeRecord probe) {
        if (records.put(probe.key(), probe) == null) {
            kernels.computeIfAbsent(probe.key().kernel(), kernel -> new ArrayList<>(2))
                    .add(probe.key());
        }
    }

    private void append(List<ProbeRecord> changed) throws IOException {
        appendLines(changed.stream().map(RecordJson::write).toList());
    }

    private void appendLines(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        version += lines.size();
        Files.createDirectories(file.getParent());
        // A line begins with its own break: the half line of a controller that was killed stays apart.
        String text = "\n" + String.join("\n", lines) + "\n";
        Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
