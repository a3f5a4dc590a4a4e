package io.jenkins.plugins.falcoprobes.lookup;

import java.util.Locale;

/**
 * What came of looking for a probe in one place.
 *
 * @param where the place, for people
 * @param state whether it is there
 * @param detail more about it, in one line; may be empty
 */
public record Sighting(String where, State state, String detail) {
    /** Whether a probe is where it was looked for. */
    public enum State {
        /** It is there. */
        THERE,
        /** It is not there. */
        MISSING,
        /** The place gave no answer, or none to that question. */
        UNKNOWN;

        /** The word that programs read. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
