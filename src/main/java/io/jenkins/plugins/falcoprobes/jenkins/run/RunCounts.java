package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * How many probes of a run are in which state.
 *
 * @param total all of them
 * @param pending planned or running
 */
@ExportedBean
public record RunCounts(
        @Exported int total,
        @Exported int pending,
        @Exported int built,
        @Exported int present,
        @Exported int skipped,
        @Exported int failed) {
    static final RunCounts NONE = new RunCounts(0, 0, 0, 0, 0, 0);

    /** These and others together. */
    RunCounts plus(RunCounts other) {
        return new RunCounts(
                total + other.total,
                pending + other.pending,
                built + other.built,
                present + other.present,
                skipped + other.skipped,
                failed + other.failed);
    }

    /** The counts of some probes. */
    public static RunCounts of(Collection<ProbeRecord> records) {
        Map<ProbeState, Integer> states = new EnumMap<>(ProbeState.class);
        records.forEach(probe -> states.merge(probe.state(), 1, Integer::sum));
        int total = records.size();
        int built = states.getOrDefault(ProbeState.BUILT, 0);
        int present = states.getOrDefault(ProbeState.PRESENT, 0);
        int skipped = states.getOrDefault(ProbeState.SKIPPED, 0);
        int failed = states.getOrDefault(ProbeState.FAILED, 0);
        return new RunCounts(total, total - built - present - skipped - failed, built, present, skipped, failed);
    }

    /** One line for people: {@code 4 built, 1 failed, 12 already there}. */
    public String sentence() {
        StringBuilder text = new StringBuilder(built + " built");
        append(text, failed, " failed");
        append(text, present, " already there");
        append(text, skipped, " skipped");
        append(text, pending, " not reached");
        return text.toString();
    }

    private static void append(StringBuilder text, int count, String what) {
        if (count > 0) {
            text.append(", ").append(count).append(what);
        }
    }
}
