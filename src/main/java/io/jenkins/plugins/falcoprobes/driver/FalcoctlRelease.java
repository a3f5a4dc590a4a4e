package io.jenkins.plugins.falcoprobes.driver;

import java.util.regex.Pattern;

/**
 * What falcoctl understands of {@code uname -r}. It takes the release apart by the rules of falcosecurity/driverkit
 * ({@code pkg/kernelrelease}), puts it together again for a name, and is left with nothing where those rules do not fit:
 * numbers, then words between {@code - . + ~}, in whose later ones there may be a {@code _}. The first word must not be
 * empty up to Falco 0.38, which leaves out Container-Optimized OS ({@code 5.15.133+}).
 */
final class FalcoctlRelease {
    private static final String NUMBERS = "(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)(?:[.+]?(?:0|[1-9]\\d*))?)";
    private static final String FIRST_WORD = "(?:\\d+|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
    private static final String LATER_WORDS = "(?:[.+~](?:\\d+|\\d*[a-zA-Z-][0-9a-zA-Z_-]*))*";

    private static final Pattern SINCE_0_37 = Pattern.compile(NUMBERS + "(?:[-.+]" + FIRST_WORD + LATER_WORDS + ")?");
    private static final Pattern SINCE_0_39 =
            Pattern.compile(NUMBERS + "(?:[-.+]" + FIRST_WORD + "?" + LATER_WORDS + ")?");

    private FalcoctlRelease() {}

    /** The release as this Falco's falcoctl has it, or an empty text. */
    static String read(FalcoVersion falco, String release) {
        Pattern accepted = falco.isAtLeast("0.39.0") ? SINCE_0_39 : SINCE_0_37;
        return accepted.matcher(release).matches() ? release : "";
    }
}
