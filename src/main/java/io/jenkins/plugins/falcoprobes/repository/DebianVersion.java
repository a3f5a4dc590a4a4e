package io.jenkins.plugins.falcoprobes.repository;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of Debian's version numbers, {@code [epoch:]upstream[-revision]} (deb-version(7)). */
public final class DebianVersion {
    /** What a version may consist of. */
    static final Pattern PATTERN = Pattern.compile("(\\d{1,9}:)?[A-Za-z0-9.+:~-]{1,200}");

    /** Older before newer. */
    public static final Comparator<String> ORDER = DebianVersion::compare;

    private DebianVersion() {}

    private static int compare(String one, String other) {
        if (one.equals(other)) {
            return 0;
        }
        int epochs = compareNumbers(epoch(one), epoch(other));
        if (epochs != 0) {
            return epochs;
        }
        int upstream = comparePart(upstream(one), upstream(other));
        return upstream != 0 ? upstream : comparePart(revision(one), revision(other));
    }

    private static String epoch(String version) {
        int colon = version.indexOf(':');
        return colon < 0 ? "" : version.substring(0, colon);
    }

    private static String upstream(String version) {
        int dash = version.lastIndexOf('-');
        return version.substring(version.indexOf(':') + 1, dash < 0 ? version.length() : dash);
    }

    private static String revision(String version) {
        int dash = version.lastIndexOf('-');
        return dash < 0 ? "" : version.substring(dash + 1);
    }

    /** Runs of other characters and runs of digits by turns, the digits as numbers. */
    private static int comparePart(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() || j < other.length()) {
            while (isOther(one, i) || isOther(other, j)) {
                int difference = weight(one, i) - weight(other, j);
                if (difference != 0) {
                    return difference;
                }
                i++;
                j++;
            }
            int iEnd = endOfDigits(one, i);
            int jEnd = endOfDigits(other, j);
            int difference = compareNumbers(
                    i < one.length() ? one.substring(i, iEnd) : "", j < other.length() ? other.substring(j, jEnd) : "");
            if (difference != 0) {
                return difference;
            }
            i = iEnd;
            j = jEnd;
        }
        return 0;
    }

    private static boolean isOther(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static int endOfDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** A tilde before the end of a part, that before letters, those before anything else. */
    private static int weight(String text, int at) {
        if (!isOther(text, at)) {
            return 0;
        }
        char character = text.charAt(at);
        if (character == '~') {
            return -1;
        }
        return Character.isLetter(character) ? character : character + 256;
    }

    private static int compareNumbers(String one, String other) {
        String left = withoutLeadingZeros(one);
        String right = withoutLeadingZeros(other);
        return left.length() != right.length() ? left.length() - right.length() : left.compareTo(right);
    }

    private static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }
}
