package io.jenkins.plugins.falcoprobes.driver;

import java.util.regex.Pattern;

/**
 * A Falco version as its image tags and loaders have it, for example {@code 0.40.0}, or {@code dev} for the
 * development image; anything else is an {@link IllegalArgumentException}.
 */
public record FalcoVersion(String value) {
    private static final Pattern RELEASE =
            Pattern.compile("(0|[1-9]\\d{0,3})\\.(\\d{1,4})\\.(\\d{1,4})(-[a-z0-9.]{1,20})?");

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

    @Override
    public String toString() {
        return value;
    }
}
