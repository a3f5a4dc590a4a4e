package io.jenkins.plugins.falcoprobes.driver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the driver's interface or of its event schema ({@code driver/API_VERSION}, {@code driver/SCHEMA_VERSION}
 * of falcosecurity/libs). Falco refuses a driver whose versions do not fit its own.
 */
public record ApiVersion(int major, int minor, int patch) {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})");

    /** The version that {@code text} is, spaces around it aside. */
    public static Optional<ApiVersion> parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ApiVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))));
    }

    /** The version as an eBPF object holds it (ppm_api_version.h: 19 bits major, 20 minor, 24 patch). */
    public static ApiVersion unpack(long packed) {
        return new ApiVersion((int) (packed >>> 44 & (1 << 19) - 1), (int) (packed >>> 24 & (1 << 20) - 1), (int)
                (packed & (1 << 24) - 1));
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
