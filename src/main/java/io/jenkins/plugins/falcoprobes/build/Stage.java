package io.jenkins.plugins.falcoprobes.build;

import java.util.Locale;

/** A step on the way of a probe. */
public enum Stage {
    DISCOVER,
    PLAN,
    PREPARE,
    COMPILE,
    CHECK,
    STORE;

    /** The word that reports use. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
