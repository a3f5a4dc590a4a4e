package io.jenkins.plugins.falcoprobes.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Every probe of a run: what was planned, who builds it, how it ended. All branches of a run write to the one ledger.
 * What ended is appended to a file at once, so that a controller that is killed has lost nothing that was finished; who
 * builds what is only kept in memory, since a restart ends all builds. Safe for several threads.
 */
public final class ProbeLedger {
    private static final String PUBLISHED = "\"published\":true";

    /** More than anybody reads; an agent may send them without end. */
    private static final int MOST_WARNINGS = 1000;

    private final LedgerFile file;
    private final String session = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final NavigableMap<ProbeKey, Entry> entries = new TreeMap<>();
    private final Map<String, String> claims = new HashMap<>();
    private final Map<String, List<String>> attempts = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private long version;

    /** A record and when it last changed. */
    private static final class Entry {
        private ProbeRecord probe;
        private long version;
    }

    private ProbeLedger(LedgerFile file) {
        this.file = file;
    }

    /** The ledger in a folder, with what an earlier session of the controller wrote there. */
    public static ProbeLedger open(Path folder) throws IOException {
        ProbeLedger ledger = new ProbeLedger(new LedgerFile(folder));
        ledger.file.read(line -> true, ledger::put, ledger::addWarning);
        return ledger;
    }

    /** Every probe of the ledger in a folder, in no order, without what a ledger does to be written and to be small. */
    static Collection<ProbeRecord> readRecords(Path folder) throws IOException {
        Map<ProbeKey, ProbeRecord> probes = new HashMap<>();
        new LedgerFile(folder).read(line -> true, probe -> probes.put(probe.key(), probe), warning -> {});
        return probes.values();
    }

    /**
     * The published probes of the ledger in a folder, without the others and without keeping any: for looking at many old
     * ledgers. Empty if there is no ledger.
     */
    public static List<ProbeRecord> readPublished(Path folder) throws IOException {
        Map<ProbeKey, ProbeRecord> published = new HashMap<>();
        // As RecordJson writes it; most lines of most ledgers need not be read any further.
        new LedgerFile(folder)
                .read(
                        line -> line.contains(PUBLISHED),
                        probe -> {
                            if (probe.published()) {
                                published.put(probe.key(), probe);
                            }
                        },
                        warning -> {});
        return List.copyOf(published.values());
    }

    /**
     * Adds what a branch plans. Branches that share a distribution plan the same; what is known to have ended stays as
     * it is.
     */
    public synchronized void plan(Collection<ProbeRecord> planned) throws IOException {
        List<ProbeRecord> fresh = new ArrayList<>();
        for (ProbeRecord probe : planned) {
            ProbeRecord known = get(probe.key());
            if (known == null || (isOpen(known) && probe.state() != ProbeState.PLANNED)) {
                put(probe);
                fresh.add(probe);
            }
        }
        file.append(fresh);
    }

    /**
     * Gives the first of some kernels that is to be had to a branch, see {@link #claim}.
     *
     * @return its index, or -1 if none is
     */
    public synchronized int claimFirst(String branch, List<String> kernels) {
        for (int i = 0; i < kernels.size(); i++) {
            if (claim(branch, kernels.get(i))) {
                return i;
            }
        }
        return -1;
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
        boolean open = ofKernel(kernel).stream().anyMatch(ProbeLedger::isOpen);
        if (open) {
            claims.put(kernel, branch);
        }
        return open;
    }

    /** A branch begins on an agent; returns how often it has begun, this time included. */
    public synchronized int begin(String branch, String agent) {
        List<String> agents = attempts.computeIfAbsent(branch, key -> new ArrayList<>());
        agents.add(agent);
        return agents.size();
    }

    /** The agents that a branch has begun on. */
    public synchronized List<String> agentsOf(String branch) {
        return List.copyOf(attempts.getOrDefault(branch, List.of()));
    }

    /** Takes back what a branch claimed and has not finished, for others or its own next try. */
    public synchronized void release(String branch) {
        claims.values().removeIf(branch::equals);
        for (Entry entry : entries.values()) {
            ProbeRecord probe = entry.probe;
            if (probe.state() == ProbeState.RUNNING && probe.branch().equals(branch)) {
                put(probe.in(ProbeState.PLANNED, ""));
            }
        }
    }

    /** A probe of a branch has come to a stage. */
    public synchronized void enter(ProbeKey key, String stage, String branch, String agent) {
        ProbeRecord probe = get(key);
        if (probe != null && isOpen(probe)) {
            put(probe.in(ProbeState.RUNNING, stage).by(branch, agent));
        }
    }

    /**
     * Whether it is for a branch to say that a probe has ended so: it has not ended for good, and the branch has claimed its
     * kernel, or it failed before it could be claimed.
     */
    public synchronized boolean awaits(ProbeRecord ended) {
        ProbeRecord known = get(ended.key());
        if (known == null || !isOpen(known)) {
            return false;
        }
        String owner = claims.get(ended.key().kernel());
        return owner == null ? ended.state() == ProbeState.FAILED : owner.equals(ended.branch());
    }

    /** A probe has ended. */
    public synchronized void finish(ProbeRecord probe) throws IOException {
        put(probe);
        file.append(List.of(probe));
    }

    /** The files of these probes are where the run publishes to. */
    public synchronized void published(Collection<ProbeKey> keys) throws IOException {
        List<ProbeRecord> changed = new ArrayList<>();
        for (ProbeKey key : keys) {
            ProbeRecord probe = get(key);
            if (probe != null && !probe.published()) {
                ProbeRecord published = probe.whenPublished();
                put(published);
                changed.add(published);
            }
        }
        file.append(changed);
    }

    /** Something went wrong that concerns no single probe. */
    public synchronized void warn(String warning) throws IOException {
        if (warnings.size() < MOST_WARNINGS && !warnings.contains(warning)) {
            addWarning(warning);
            file.appendWarning(warning.replaceAll("\\R", " "));
        }
    }

    /** Every probe, by distribution and kernel. */
    public synchronized List<ProbeRecord> records() {
        return entries.values().stream().map(entry -> entry.probe).toList();
    }

    /** One probe. */
    public synchronized Optional<ProbeRecord> find(ProbeKey key) {
        return Optional.ofNullable(get(key));
    }

    /** What went wrong without stopping the run. */
    public synchronized List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Grows with every change, so that a page can tell whether it is up to date. */
    public synchronized long version() {
        return version;
    }

    /**
     * What has changed since a page looked, so that it need not read everything again.
     *
     * @param since the version that an earlier call returned; everything is new to any other text
     */
    public synchronized LedgerChanges changes(String since) {
        String prefix = session + "-";
        OptionalLong known = since.startsWith(prefix) ? number(since.substring(prefix.length())) : OptionalLong.empty();
        long after = known.orElse(-1);
        List<ProbeRecord> changed = entries.values().stream()
                .filter(entry -> entry.version > after)
                .map(entry -> entry.probe)
                .toList();
        return new LedgerChanges(prefix + version, known.isEmpty(), changed);
    }

    private static OptionalLong number(String text) {
        return text.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    /** How many probes there are in each state. */
    public synchronized RunCounts counts() {
        return counts(probe -> true);
    }

    /** How many of some probes there are in each state. */
    public synchronized RunCounts counts(Predicate<ProbeRecord> which) {
        return RunCounts.of(records().stream().filter(which).toList());
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

    @CheckForNull
    private ProbeRecord get(ProbeKey key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.probe;
    }

    private List<ProbeRecord> ofKernel(String kernel) {
        String[] parts = kernel.split("/", -1);
        if (parts.length != 5) {
            return List.of();
        }
        ProbeKey first = new ProbeKey(parts[0], parts[1], parts[2], parts[3], parts[4], "");
        return entries.tailMap(first).values().stream()
                .map(entry -> entry.probe)
                .takeWhile(probe -> probe.key().kernel().equals(kernel))
                .toList();
    }

    private void put(ProbeRecord probe) {
        Entry entry = entries.get(probe.key());
        if (entry == null) {
            entry = new Entry();
            ProbeKey key = probe.key().interned();
            entry.probe = probe.interned(key);
            entries.put(key, entry);
        } else {
            entry.probe = probe.interned(entry.probe.key());
        }
        version++;
        entry.version = version;
    }

    private void addWarning(String warning) {
        warnings.add(warning);
        version++;
    }
}
