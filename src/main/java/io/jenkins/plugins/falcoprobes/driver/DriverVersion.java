package io.jenkins.plugins.falcoprobes.driver;

import java.util.regex.Pattern;

/**
 * A driver version as a loader puts it into the address that it asks for: {@code 8.0.0+driver} since Falco 0.32.1, a
 * commit of falcosecurity/libs or draios/sysdig in 40 hexadecimal digits for 0.22 to 0.32.0, Falco's own version before.
 *
 * <p>It becomes a folder's name, so nothing but letters, digits and {@code . _ + -} is let in, beginning with a letter
 * or digit: anything else is an {@link IllegalArgumentException}.
 */
public record DriverVersion(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    public DriverVersion {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value
                    + "\" is no driver version; accepted are versions like 8.0.0+driver, a commit of 40 hexadecimal"
                    + " digits, or a Falco version");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
