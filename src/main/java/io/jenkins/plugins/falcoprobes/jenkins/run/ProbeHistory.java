package io.jenkins.plugins.falcoprobes.jenkins.run;

import hudson.model.Job;
import hudson.model.Run;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the last runs of a job built, and how long it took. Only runs that ended count. Each is read once; memory that runs
 * short lets go of everything. Safe for several threads.
 */
public final class ProbeHistory {
    /** How many runs back it looks. */
    static final int RUNS = 50;

    private static final Logger LOGGER = Logger.getLogger(ProbeHistory.class.getName());
    private static final Map<Job<?, ?>, SoftReference<ProbeHistory>> CACHE = new WeakHashMap<>();

    private final String session = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
    private final NavigableMap<ProbeKey, NewestProbe> newest = new TreeMap<>();
    private final Map<ProbeKey, Timing> timings = new HashMap<>();
    private final Map<String, Set<ProbeKey>> done = new HashMap<>();
    private final NavigableMap<Integer, RunTotals> totals = new TreeMap<>();
    private final Set<Integer> seen = new HashSet<>();
    private int changes;

    /** How long a probe took the last time that somebody measured. */
    private record Timing(int run, double seconds) {}

    /** The history of a job, with all runs that have ended by now. */
    public static ProbeHistory of(Job<?, ?> job) {
        List<Run<?, ?>> runs = lastRuns(job);
        ProbeHistory history = cached(job);
        if (!history.update(runs)) {
            // A run was deleted: what only it knew must go.
            history = new ProbeHistory();
            history.update(runs);
            cache(job, history);
        }
        return history;
    }

    private static ProbeHistory cached(Job<?, ?> job) {
        synchronized (CACHE) {
            SoftReference<ProbeHistory> reference = CACHE.get(job);
            ProbeHistory history = reference == null ? null : reference.get();
            if (history == null) {
                history = new ProbeHistory();
                CACHE.put(job, new SoftReference<>(history));
            }
            return history;
        }
    }

    private static void cache(Job<?, ?> job, ProbeHistory history) {
        synchronized (CACHE) {
            CACHE.put(job, new SoftReference<>(history));
        }
    }

    private static List<Run<?, ?>> lastRuns(Job<?, ?> job) {
        List<Run<?, ?>> runs = new ArrayList<>();
        for (Run<?, ?> run = job.getLastBuild(); run != null && runs.size() < RUNS; run = run.getPreviousBuild()) {
            runs.add(run);
        }
        Collections.reverse(runs);
        return runs;
    }

    /**
     * Reads what is new.
     *
     * @param runs the last ones, the oldest first
     * @return false if a run of before is not there any more
     */
    private synchronized boolean update(List<Run<?, ?>> runs) {
        int oldest = runs.isEmpty() ? Integer.MAX_VALUE : runs.get(0).getNumber();
        Set<Integer> there = new HashSet<>();
        runs.forEach(run -> there.add(run.getNumber()));
        if (seen.stream().anyMatch(run -> run >= oldest && !there.contains(run))
                || (runs.isEmpty() && !seen.isEmpty())) {
            return false;
        }
        for (Run<?, ?> run : runs) {
            // Asked first: a run that ends while it is read is read again.
            if (!run.isBuilding() && seen.add(run.getNumber())) {
                read(run);
            }
        }
        forgetBefore(oldest);
        return true;
    }

    private void read(Run<?, ?> run) {
        FalcoProbesAction action = run.getAction(FalcoProbesAction.class);
        if (action == null) {
            return;
        }
        for (ProbeCall call : action.calls()) {
            try {
                // Not the action's own ledger, which would stay in memory.
                Collection<ProbeRecord> probes =
                        ProbeLedger.readRecords(action.folder(call).toPath());
                add(run.getNumber(), call.request().getVersion(), CallPage.files(run, call), probes);
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "Cannot read the probes of " + run.getFullDisplayName());
            }
        }
    }

    /** Adds what a run knows for a Falco version. */
    synchronized void add(int run, String version, String files, Collection<ProbeRecord> probes) {
        double seconds = 0;
        for (ProbeRecord probe : probes) {
            boolean tried = probe.state() == ProbeState.BUILT || probe.state() == ProbeState.FAILED;
            if (tried && probe.seconds() > 0) {
                seconds += probe.seconds();
                timings.merge(
                        probe.key(),
                        new Timing(run, probe.seconds()),
                        (known, other) -> other.run >= known.run ? other : known);
            }
            if (probe.state() == ProbeState.BUILT || probe.state() == ProbeState.PRESENT) {
                done.computeIfAbsent(version, key -> new HashSet<>()).add(probe.key());
                NewestProbe known = newest.get(probe.key());
                if (known == null || isNewer(known, run, version, probe)) {
                    ProbeKey key = probe.key().interned();
                    newest.put(key, new NewestProbe(run, version, files, probe.interned(key)));
                }
            }
        }
        totals.merge(
                run,
                new RunTotals(run, version, RunCounts.of(probes), seconds),
                (known, other) -> new RunTotals(
                        run,
                        known.versions().contains(version) ? known.versions() : known.versions() + ", " + version,
                        known.counts().plus(other.counts()),
                        known.seconds() + other.seconds()));
        changes++;
    }

    /** Of a probe that one run built and later ones found there, the run that built it has the file. */
    private static boolean isNewer(NewestProbe known, int run, String version, ProbeRecord probe) {
        boolean found = probe.state() == ProbeState.PRESENT
                && known.probe().state() == ProbeState.BUILT
                && version.equals(known.version());
        return run >= known.run() && !found;
    }

    private void forgetBefore(int oldest) {
        if (totals.headMap(oldest).isEmpty()) {
            return;
        }
        totals.headMap(oldest).clear();
        seen.removeIf(run -> run < oldest);
        newest.values().removeIf(probe -> probe.run() < oldest);
        changes++;
    }

    /** The newest probe of this key, if a run of the job has it. */
    public synchronized Optional<NewestProbe> newest(ProbeKey key) {
        return Optional.ofNullable(newest.get(key));
    }

    /** The newest probe of each kernel, by distribution and kernel. */
    public synchronized List<NewestProbe> newest() {
        return List.copyOf(newest.values());
    }

    /** What the runs came to, the oldest first. */
    public synchronized List<RunTotals> runs() {
        return List.copyOf(totals.values());
    }

    /**
     * How long each distribution's probes are going to take, going by the last time that each was tried. Probes that are
     * built or present for the version do not count, nor do those that no run ever tried.
     *
     * @param falcoVersion as it is asked for
     * @return seconds of one probe after the other, by the distribution's id
     */
    public synchronized Map<String, Double> expectedSeconds(String falcoVersion) {
        Set<ProbeKey> there = done.getOrDefault(falcoVersion, Set.of());
        Map<String, Double> seconds = new TreeMap<>();
        timings.forEach((key, timing) -> {
            if (!there.contains(key)) {
                seconds.merge(key.distro(), timing.seconds, Double::sum);
            }
        });
        return seconds;
    }

    /** Names what it knows now; a text that changes with it. */
    synchronized String version() {
        return session + "-" + changes;
    }
}
