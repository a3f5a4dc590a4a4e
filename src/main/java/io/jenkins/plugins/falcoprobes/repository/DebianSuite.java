package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A suite that is read for kernels; {@code debian-suites.txt} lists them.
 *
 * @param name its folder below {@code dists/}, for example {@code bookworm-security}
 * @param base which of the two archives serves it
 * @param component for example {@code main}
 */
public record DebianSuite(String name, Base base, String component) {
    private static final String TABLE = "debian-suites.txt";

    /** The archives of Debian, each with mirrors of its own. */
    public enum Base {
        /** Everything but security updates. */
        ARCHIVE,
        /** Security updates. */
        SECURITY
    }

    /** The suites of the table, in its order: oldest release first. */
    public static List<DebianSuite> all() throws IOException {
        try (InputStream in = DebianSuite.class.getResourceAsStream(TABLE)) {
            return parse(new String(in.readAllBytes(), UTF_8));
        }
    }

    static List<DebianSuite> parse(String table) {
        List<DebianSuite> suites = new ArrayList<>();
        for (String line : table.split("\n", -1)) {
            String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
            if (words.length == 3) {
                suites.add(new DebianSuite(words[0], base(words[1]), words[2]));
            } else if (!words[0].isEmpty()) {
                throw new IllegalArgumentException(TABLE + ": not a suite, its archive and a component: " + line);
            }
        }
        return suites;
    }

    private static Base base(String word) {
        return switch (word) {
            case "archive" -> Base.ARCHIVE;
            case "security" -> Base.SECURITY;
            default -> throw new IllegalArgumentException(TABLE + ": neither archive nor security: " + word);
        };
    }
}
