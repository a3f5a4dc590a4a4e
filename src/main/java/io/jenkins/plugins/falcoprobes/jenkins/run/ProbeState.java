package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.Locale;

/** Where a probe of a run stands. */
public enum ProbeState {
    /** To be built. */
    PLANNED,
    /** Being built now. */
    RUNNING,
    /** Built and checked in this run. */
    BUILT,
    /** It was there already. */
    PRESENT,
    /** Not tried, for a reason. */
    SKIPPED,
    /** Tried and not built. */
    FAILED;

    /** Whether nothing more happens to it in this run, if all goes well. */
    public boolean isEnd() {
        return this != PLANNED && this != RUNNING;
    }

    /** The word that JSON and pages use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
