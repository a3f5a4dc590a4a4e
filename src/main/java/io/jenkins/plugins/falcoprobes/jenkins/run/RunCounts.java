package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.Map;

/**
 * How many probes of a run are in which state.
 *
 * @param total all of them
 * @param pending planned or running
 */
public record RunCounts(int total, int pending, int built, int present, int skipped, int failed) {
    static RunCounts of(Map<ProbeState, Integer> states) {
        int total = states.values().stream().mapToInt(Integer::intValue).sum();
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
