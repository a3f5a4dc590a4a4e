package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.util.Comparator;

/** Orders kernel releases as people count: {@code 6.1.0-9-amd64} comes before {@code 6.1.0-10-amd64}. */
enum KernelOrder implements Comparator<String> {
    /** The only one. */
    INSTANCE;

    @Override
    public int compare(String one, String other) {
        int i = 0;
        int j = 0;
        while (i < one.length() && j < other.length()) {
            if (isDigit(one.charAt(i)) && isDigit(other.charAt(j))) {
                int begin = skipZeros(one, i);
                int otherBegin = skipZeros(other, j);
                i = skipDigits(one, begin);
                j = skipDigits(other, otherBegin);
                int byLength = Integer.compare(i - begin, j - otherBegin);
                if (byLength != 0) {
                    return byLength;
                }
                int byValue = compareDigits(one, begin, other, otherBegin, i - begin);
                if (byValue != 0) {
                    return byValue;
                }
            } else {
                int byCharacter = Character.compare(one.charAt(i), other.charAt(j));
                if (byCharacter != 0) {
                    return byCharacter;
                }
                i++;
                j++;
            }
        }
        int byRest = Integer.compare(one.length() - i, other.length() - j);
        // Texts that only differ in leading zeros are not the same text.
        return byRest != 0 ? byRest : one.compareTo(other);
    }

    private static int compareDigits(String one, int begin, String other, int otherBegin, int count) {
        for (int i = 0; i < count; i++) {
            int byDigit = Character.compare(one.charAt(begin + i), other.charAt(otherBegin + i));
            if (byDigit != 0) {
                return byDigit;
            }
        }
        return 0;
    }

    private static int skipZeros(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '0') {
            at++;
        }
        return at;
    }

    private static int skipDigits(String text, int from) {
        int at = from;
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
