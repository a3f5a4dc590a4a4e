package io.jenkins.plugins.falcoprobes.build.knownbad;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Builds that are known to fail and are not tried: those of {@code known-bad.txt}, which describes the format, and those of
 * a user's own list. What {@code DriverSupport} rules out of itself needs no entry.
 *
 * @param entries in the order of the lines
 * @param today entries that end before this day are not applied any more
 */
public record KnownBadList(List<KnownBad> entries, LocalDate today) {
    private static final String TABLE = "known-bad.txt";
    private static final int LONGEST_LINE = 2_000;
    private static final int MOST_LINES = 10_000;
    private static final List<KnownBad> OWN = readOwn();

    public KnownBadList {
        entries = List.copyOf(entries);
    }

    /** The list that this program comes with, on this day. */
    public static KnownBadList own() {
        return new KnownBadList(OWN, LocalDate.now(ZoneOffset.UTC));
    }

    private static List<KnownBad> readOwn() {
        try (InputStream in = KnownBadList.class.getResourceAsStream(TABLE)) {
            return parse(TABLE, new String(in.readAllBytes(), UTF_8), Distros.ids())
                    .entries();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a list.
     *
     * @param name what it is called, for people
     * @param distros the distributions that there are
     * @throws IllegalArgumentException which line is wrong, how, and what is accepted
     */
    public static KnownBadList parse(String name, String text, List<String> distros) {
        List<KnownBad> entries = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (number > MOST_LINES || line.length() > LONGEST_LINE) {
                throw new IllegalArgumentException("line " + number + ": too much; accepted are " + MOST_LINES
                        + " lines of " + LONGEST_LINE + " characters");
            }
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            try {
                entries.add(KnownBadLine.parse("line " + number + " of " + name, line.strip(), distros));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
            }
        }
        return new KnownBadList(entries, LocalDate.now(ZoneOffset.UTC));
    }

    /** This list and another one after it. */
    public KnownBadList and(KnownBadList more) {
        List<KnownBad> all = new ArrayList<>(entries);
        all.addAll(more.entries);
        return new KnownBadList(all, today);
    }

    /** The entry for which a build is not to be tried. */
    public Optional<KnownBad> against(Kernel kernel, DriverVersion driver, ProbeKind kind) {
        return covering(kernel, driver, kind).stream()
                .filter(entry -> !isExpired(entry))
                .findFirst();
    }

    /** Every entry about a build, those too that are not applied any more. */
    public List<KnownBad> covering(Kernel kernel, DriverVersion driver, ProbeKind kind) {
        return entries.stream()
                .filter(entry -> entry.covers(kernel, driver, kind))
                .toList();
    }

    /** Whether an entry is not applied any more. */
    public boolean isExpired(KnownBad entry) {
        return entry.until().isBefore(today);
    }
}
