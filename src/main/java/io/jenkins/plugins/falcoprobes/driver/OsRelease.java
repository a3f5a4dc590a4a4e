package io.jenkins.plugins.falcoprobes.driver;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What loaders read of a host's {@code /etc/os-release}; an empty text for what is not there.
 *
 * @param id {@code ID} in lower case, for example {@code debian} or {@code amzn}
 * @param versionId {@code VERSION_ID}, for example {@code 12} or {@code 3510.2.1}
 * @param variantId {@code VARIANT_ID}, for example {@code aws-k8s-1.24}
 */
public record OsRelease(String id, String versionId, String variantId) {
    private static final Pattern ASSIGNMENT = Pattern.compile("\\s*([A-Z_][A-Z0-9_]*)=(.*)");

    public OsRelease {
        id = id.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads the file's text: assignments as a shell has them, in single or double quotes or none (os-release(5)). What is
     * no assignment is passed over, and of several of one name the last counts, as with a shell.
     */
    public static OsRelease parse(String text) {
        Map<String, String> values = new HashMap<>();
        for (String line : text.split("\\R", -1)) {
            Matcher assignment = ASSIGNMENT.matcher(line);
            if (assignment.matches()) {
                values.put(assignment.group(1), unquote(assignment.group(2).strip()));
            }
        }
        return new OsRelease(
                values.getOrDefault("ID", ""),
                values.getOrDefault("VERSION_ID", ""),
                values.getOrDefault("VARIANT_ID", ""));
    }

    private static String unquote(String value) {
        if (value.length() > 1 && value.startsWith("'") && value.endsWith("'")) {
            return value.substring(1, value.length() - 1);
        }
        if (value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")) {
            return value.substring(1, value.length() - 1).replaceAll("\\\\([\"$`\\\\])", "$1");
        }
        return value;
    }
}
