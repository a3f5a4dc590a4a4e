package io.jenkins.plugins.falcoprobes.report;

import java.util.Locale;

/** What became of a probe, in the order in which reports count it. */
public enum Outcome {
    /** Built and checked in this run. */
    BUILT("built"),
    /** In the store before this run, whole. */
    PRESENT("already there"),
    /** Not tried, for a reason that the entry names. */
    SKIPPED("skipped"),
    /** Tried, and not built. */
    FAILED("failed"),
    /** Planned, but the run was stopped first. */
    INTERRUPTED("not reached");

    private final String label;

    Outcome(String label) {
        this.label = label;
    }

    /** The word that {@code report.json} uses. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words for people. */
    public String label() {
        return label;
    }
}
