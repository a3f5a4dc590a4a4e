package io.jenkins.plugins.falcoprobes.driver;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A Falco version as its image tags and loaders have it, for example {@code 0.40.0}, or {@code dev} for the
 * development image; anything else is an {@link IllegalArgumentException}. Versions are compared as numbers, a
 * pre-release ({@code 0.36.0-rc1}) comes before its release, {@code dev} after everything.
 */
public record FalcoVersion(String value) implements Comparable<FalcoVersion> {
    /** What Falco calls the module's device, in every version (falco CMakeLists.txt, {@code PROBE_DEVICE_NAME}). */
    public static final String DEVICE_NAME = "falco";

    private static final Pattern RELEASE =
            Pattern.compile("(0|[1-9]\\d{0,3})\\.(\\d{1,4})\\.(\\d{1,4})(-[a-z0-9.]{1,20})?");
    private static final Comparator<FalcoVersion> ORDER = Comparator.comparing(FalcoVersion::isDev)
            .thenComparing(FalcoVersion::numbers, Arrays::compare)
            .thenComparing(version -> version.preRelease().isEmpty())
            .thenComparing(FalcoVersion::preRelease);

    public FalcoVersion {
        if (!value.equals("dev") && !RELEASE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is no Falco version; accepted are versions like 0.40.0, and dev");
        }
    }

    /** Whether this is the development version. */
    public boolean isDev() {
        return value.equals("dev");
    }

    /** Whether this is {@code release} or newer; pre-releases of it count as it. */
    public boolean isAtLeast(String release) {
        return isDev() || withoutPreRelease().compareTo(new FalcoVersion(release)) >= 0;
    }

    /** The release that a pre-release leads to; a release and {@code dev} themselves. */
    public FalcoVersion withoutPreRelease() {
        String preRelease = preRelease();
        return preRelease.isEmpty() ? this : new FalcoVersion(value.substring(0, value.length() - preRelease.length()));
    }

    /** The names that this version's loader looks up: hashes went with 0.23 (falco-driver-loader 0.23.0). */
    public Naming defaultNaming() {
        return isAtLeast("0.23.0") ? Naming.TARGET : Naming.HASH;
    }

    /** The kernel module's name: {@code falco-probe} up to 0.22 (falco CMakeLists.txt, {@code PROBE_NAME}). */
    public String moduleName() {
        return isAtLeast("0.23.0") ? "falco" : "falco-probe";
    }

    @Override
    public int compareTo(FalcoVersion other) {
        return ORDER.compare(this, other);
    }

    /** Without the pattern: plans of thousands of kernels compare versions all the time. */
    private int[] numbers() {
        int[] numbers = new int[3];
        int part = 0;
        for (int i = 0; i < value.length() && value.charAt(i) != '-' && !isDev(); i++) {
            if (value.charAt(i) == '.') {
                part++;
            } else {
                numbers[part] = numbers[part] * 10 + value.charAt(i) - '0';
            }
        }
        return numbers;
    }

    private String preRelease() {
        int dash = value.indexOf('-');
        return dash < 0 ? "" : value.substring(dash);
    }

    @Override
    public String toString() {
        return value;
    }
}
