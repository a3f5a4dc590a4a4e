package io.jenkins.plugins.falcoprobes.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kernel releases from one to another, by the numbers that they begin with: {@code 5.14.0-427..5.14.0}. Either end may be
 * missing, both are inside, and an end has as many numbers as it cares for: {@code 5.14.0} as the last one means every
 * {@code 5.14.0-...}. One release alone stands for itself and what begins like it.
 */
public record ReleaseRange(Optional<String> first, Optional<String> last) {
    private static final Pattern NUMBERS = Pattern.compile("\\d{1,9}(?:[.-]\\d{1,9}){0,7}");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern RANGE =
            Pattern.compile("(?<only>" + NUMBERS + ")|(?<first>" + NUMBERS + ")?\\.\\.(?<last>" + NUMBERS + ")?");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static ReleaseRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || text.equals("..")) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is no range of kernels; accepted are ranges like 6.1.0-13..6.1.0-15, 5.14.0-427.., ..4.18 and 6.5");
        }
        Optional<String> only = Optional.ofNullable(range.group("only"));
        return new ReleaseRange(
                only.or(() -> Optional.ofNullable(range.group("first"))),
                only.or(() -> Optional.ofNullable(range.group("last"))));
    }

    /** Whether a release is inside. */
    public boolean contains(KernelRelease release) {
        return first.stream().allMatch(end -> compare(release, end) >= 0)
                && last.stream().allMatch(end -> compare(release, end) <= 0);
    }

    private static int compare(KernelRelease release, String end) {
        long[] bound = numbers(end);
        return Arrays.compare(Arrays.copyOf(numbers(release.value()), bound.length), bound);
    }

    private static long[] numbers(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(number -> number.group())
                // No range has such numbers: a release's are dates at most.
                .mapToLong(digits -> digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits))
                .toArray();
    }
}
