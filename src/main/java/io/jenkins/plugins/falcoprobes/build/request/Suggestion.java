package io.jenkins.plugins.falcoprobes.build.request;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that somebody meant who wrote another. */
public final class Suggestion {
    private Suggestion() {}

    /** The accepted word nearest to {@code written}, if it is near enough to be a slip of the fingers. */
    public static Optional<String> of(String written, Collection<String> accepted) {
        String lower = written.toLowerCase(Locale.ROOT);
        int best = Math.max(1, lower.length() / 3) + 1;
        String nearest = null;
        for (String word : accepted) {
            int distance = distance(lower, word.toLowerCase(Locale.ROOT));
            if (distance < best) {
                best = distance;
                nearest = word;
            }
        }
        return Optional.ofNullable(nearest);
    }

    /** {@code  (did you mean kmod?)}, or nothing. */
    public static String hint(String written, Collection<String> accepted) {
        return of(written, accepted)
                .map(word -> " (did you mean " + word + "?)")
                .orElse("");
    }

    /** How many letters have to be put in, taken out or changed (Levenshtein). */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
