package io.jenkins.plugins.falcoprobes.driver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Drivers from one to another: {@code 2.0.0..5.0.1}. Either end may be missing, both are inside. A driver without a version
 * of its own goes by the first Falco that had it: {@code 0.23.0..0.32.0}.
 */
public record DriverRange(Optional<String> first, Optional<String> last) {
    private static final String VERSION = "\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}(?:\\+driver)?";
    private static final Pattern RANGE =
            Pattern.compile("(?<only>" + VERSION + ")|(?<first>" + VERSION + ")?\\.\\.(?<last>" + VERSION + ")?");

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static DriverRange parse(String text) {
        Matcher range = RANGE.matcher(text);
        if (!range.matches() || text.equals("..")) {
            throw new IllegalArgumentException(
                    "\"" + text
                            + "\" is no range of drivers; accepted are ranges like 2.0.0..5.0.1, 7.1.0.., ..7.0.0+driver and 8.0.0");
        }
        Optional<String> only = Optional.ofNullable(range.group("only"));
        return new DriverRange(
                only.or(() -> Optional.ofNullable(range.group("first"))),
                only.or(() -> Optional.ofNullable(range.group("last"))));
    }

    /** Whether a driver is inside. One of which nobody knows how old it is, is not. */
    public boolean contains(DriverVersion driver) {
        Optional<DriverEra> era = DriverEra.of(driver);
        return era.isPresent()
                && first.map(DriverEra::startingAt).stream()
                        .noneMatch(end -> era.get().isBefore(end))
                && last.map(DriverEra::startingAt).stream().noneMatch(end -> end.isBefore(era.get()));
    }
}
