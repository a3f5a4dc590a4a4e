package io.jenkins.plugins.falcoprobes.report;

import java.time.Duration;
import java.util.Locale;

/** Amounts as people read them. */
public final class Units {
    private static final String[] PREFIXES = {"kB", "MB", "GB", "TB", "PB"};

    private Units() {}

    /** A number of bytes: {@code 812 bytes}, {@code 1.1 MB}; 1 kB is 1000 bytes. */
    public static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        double amount = bytes / 1000.0;
        int prefix = 0;
        while (amount >= 999.95 && prefix < PREFIXES.length - 1) {
            amount /= 1000;
            prefix++;
        }
        return String.format(Locale.ROOT, "%.1f %s", amount, PREFIXES[prefix]);
    }

    /** A measured time: {@code 9.8 s}, {@code 2 min 41 s}, {@code 3 h 05 min}. */
    public static String time(Duration time) {
        if (time.toMillis() < 59_950) {
            return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
        }
        return wholeTime(time);
    }

    /** A time to the second or, from an hour on, to the minute: {@code 9 s}, {@code 2 min 41 s}, {@code 3 h 05 min}. */
    public static String wholeTime(Duration time) {
        long seconds = (time.toMillis() + 500) / 1000;
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** How many of something: {@code 1 probe}, {@code 12 probes}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
