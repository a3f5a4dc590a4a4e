package io.jenkins.plugins.falcoprobes.driver;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a driver stands in the driver's history, whatever its version looks like: the numbers of a driver version of
 * its own ({@code 8.0.0+driver}), else those of the first Falco that had it ({@code 0.23.0} for {@code 96bd9bc5...}).
 * The two follow on each other, since the first driver version of its own is 2.0.0 and Falco has not reached 1.0.
 */
record DriverEra(int major, int minor, int patch) implements Comparable<DriverEra> {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[+-].*)?");
    private static final Comparator<DriverEra> ORDER = Comparator.comparingInt(DriverEra::major)
            .thenComparingInt(DriverEra::minor)
            .thenComparingInt(DriverEra::patch);

    /** The era of a driver; empty for a commit that no known release has. */
    static Optional<DriverEra> of(DriverVersion driver) {
        Optional<DriverEra> own = parse(driver.value());
        return own.isPresent()
                ? own
                : FalcoReleases.firstWith(driver)
                        .flatMap(release -> parse(release.falco().value()));
    }

    /** The era that begins with this driver or Falco version. */
    static DriverEra startingAt(String version) {
        return parse(version).orElseThrow(() -> new IllegalArgumentException(version));
    }

    private static Optional<DriverEra> parse(String version) {
        Matcher matcher = NUMBERS.matcher(version);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new DriverEra(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    boolean isBefore(DriverEra other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(DriverEra other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        String numbers = major + "." + minor + "." + patch;
        return major == 0 ? "that of Falco " + numbers : numbers + "+driver";
    }
}
