package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The failed probes of a call, those that failed of the same together: a driver that does not compile against a kernel
 * does not compile against its hundred sisters either.
 */
public final class Failures {
    private static final int GROUPS = 20;
    private static final int NAMES = 5;

    private final List<ProbeRecord> failed;
    private final List<Group> groups;

    private Failures(List<ProbeRecord> failed, List<Group> groups) {
        this.failed = failed;
        this.groups = groups;
    }

    static Failures of(List<ProbeRecord> failed) {
        Map<List<String>, List<ProbeRecord>> byCause = new LinkedHashMap<>();
        for (ProbeRecord probe : failed) {
            byCause.computeIfAbsent(List.of(probe.reason(), probe.detail(), probe.hint()), cause -> new ArrayList<>())
                    .add(probe);
        }
        List<Group> groups = byCause.values().stream()
                .map(Group::new)
                .sorted(Comparator.comparingInt(Group::getTotal).reversed())
                .toList();
        return new Failures(failed, groups);
    }

    /** How many probes failed. */
    public int getTotal() {
        return failed.size();
    }

    /** Some of them, to be named on a page that has no room for all. */
    public List<ProbeRecord> getNamed() {
        return some(failed);
    }

    /** How many are not among {@link #getNamed}. */
    public int getUnnamed() {
        return failed.size() - getNamed().size();
    }

    private static List<ProbeRecord> some(List<ProbeRecord> probes) {
        return probes.subList(0, Math.min(probes.size(), NAMES));
    }

    /** The causes that most probes failed of, the commonest first. */
    public List<Group> getGroups() {
        return groups.subList(0, Math.min(groups.size(), GROUPS));
    }

    /** How many failures are of no cause in {@link #getGroups}. */
    public int getOthers() {
        return getTotal() - getGroups().stream().mapToInt(Group::getTotal).sum();
    }

    /** Failures of the same cause. */
    public static final class Group {
        private final List<ProbeRecord> probes;

        Group(List<ProbeRecord> probes) {
            this.probes = probes;
        }

        /** The kind of trouble, in the engine's word. */
        public String getReason() {
            return probes.get(0).reason();
        }

        /** What happened. */
        public String getDetail() {
            return probes.get(0).detail();
        }

        /** What to do about it. */
        public String getHint() {
            return probes.get(0).hint();
        }

        /** How many probes. */
        public int getTotal() {
            return probes.size();
        }

        /** Some of them. */
        public List<ProbeRecord> getNamed() {
            return some(probes);
        }

        /** How many are not among {@link #getNamed}. */
        public int getOthers() {
            return probes.size() - getNamed().size();
        }
    }
}
