package io.jenkins.plugins.falcoprobes.repository;

import java.util.Comparator;

/** The order of versions and releases, as rpm has it (rpmio/rpmvercmp.c). */
public final class RpmVersion {
    /** Older before newer. */
    public static final Comparator<String> ORDER = RpmVersion::compare;

    private RpmVersion() {}

    private static int compare(String left, String right) {
        int a = 0;
        int b = 0;
        while (a < left.length() || b < right.length()) {
            a = skip(left, a);
            b = skip(right, b);
            char x = at(left, a);
            char y = at(right, b);
            if (x == '~' || y == '~') { // before everything, the end too
                if (x != y) {
                    return x == '~' ? -1 : 1;
                }
                a++;
                b++;
                continue;
            }
            if (x == '^' || y == '^') { // after the end, before everything else
                if (x != y) {
                    return x == '^' ? (y == 0 ? 1 : -1) : (x == 0 ? -1 : 1);
                }
                a++;
                b++;
                continue;
            }
            if (x == 0 || y == 0) {
                break;
            }
            boolean digits = isDigit(x);
            if (digits != isDigit(y)) {
                return digits ? 1 : -1;
            }
            int endA = end(left, a, digits);
            int endB = end(right, b, digits);
            int order = digits
                    ? compareNumbers(left.substring(a, endA), right.substring(b, endB))
                    : left.substring(a, endA).compareTo(right.substring(b, endB));
            if (order != 0) {
                return order;
            }
            a = endA;
            b = endB;
        }
        return Boolean.compare(a < left.length(), b < right.length());
    }

    private static int compareNumbers(String left, String right) {
        String a = left.replaceFirst("^0+", "");
        String b = right.replaceFirst("^0+", "");
        return a.length() == b.length() ? a.compareTo(b) : Integer.compare(a.length(), b.length());
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length()
                && !isDigit(text.charAt(at))
                && !isLetter(text.charAt(at))
                && text.charAt(at) != '~'
                && text.charAt(at) != '^') {
            at++;
        }
        return at;
    }

    private static int end(String text, int from, boolean digits) {
        int at = from;
        while (at < text.length() && (digits ? isDigit(text.charAt(at)) : isLetter(text.charAt(at)))) {
            at++;
        }
        return at;
    }

    private static char at(String text, int index) {
        return index < text.length() ? text.charAt(index) : 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
