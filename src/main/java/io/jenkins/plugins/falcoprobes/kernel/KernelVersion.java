package io.jenkins.plugins.falcoprobes.kernel;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbers of a kernel version, {@code major.minor.patch}, compared as numbers: 4.9 is before 4.14. */
public record KernelVersion(int major, int minor, int patch) implements Comparable<KernelVersion> {
    private static final Pattern NUMBERS = Pattern.compile("^(\\d{1,4})\\.(\\d{1,5})(?:\\.(\\d{1,5}))?");
    private static final Comparator<KernelVersion> ORDER = Comparator.comparingInt(KernelVersion::major)
            .thenComparingInt(KernelVersion::minor)
            .thenComparingInt(KernelVersion::patch);

    /** The version at the start of {@code text}, which may go on ({@code 6.1.0-50-amd64}); a missing patch is 0. */
    public static Optional<KernelVersion> startOf(String text) {
        Matcher matcher = NUMBERS.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return Optional.of(
                new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), patch));
    }

    /**
     * The version at the start of {@code text}.
     *
     * @throws IllegalArgumentException if it starts with none
     */
    public static KernelVersion of(String text) {
        return startOf(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "\"" + text + "\" does not start with a kernel version like 6.1 or 5.10.218"));
    }

    /** The series that the version belongs to, {@code major.minor}. */
    public String series() {
        return major + "." + minor;
    }

    /** Whether this version is {@code other} or newer. */
    public boolean isAtLeast(KernelVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(KernelVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
