package io.jenkins.plugins.falcoprobes.build.knownbad;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.Suggestion;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.driver.DriverRange;
import io.jenkins.plugins.falcoprobes.kernel.ReleaseRange;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one line of a list: words of {@code name=value}, then the reason. */
final class KnownBadLine {
    private static final Pattern WORD = Pattern.compile("([a-z-]+)=(\\S*)\\s*");
    private static final List<String> NAMES =
            List.of("distro", "arch", "kernel", "release", "driver", "kind", "until", "issue");
    private static final List<String> NEEDED = List.of("kernel", "until", "issue");

    private final Map<String, String> words = new HashMap<>();
    private final String reason;

    private KnownBadLine(String line) {
        Matcher word = WORD.matcher(line);
        int end = 0;
        while (word.region(end, line.length()).lookingAt()) {
            String name = word.group(1);
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("there is no " + name + "=; accepted are " + String.join(", ", NAMES)
                        + ", each with = and a value, and then the reason" + Suggestion.hint(name, NAMES));
            }
            if (words.put(name, word.group(2)) != null) {
                throw new IllegalArgumentException(name + "= is given twice; several values have commas between them");
            }
            end = word.end();
        }
        reason = line.substring(end);
        for (String name : NEEDED) {
            if (!words.containsKey(name)) {
                throw new IllegalArgumentException(
                        name + "= is missing; needed are " + String.join(", ", NEEDED) + " and, last, the reason");
            }
        }
        if (reason.isEmpty()) {
            throw new IllegalArgumentException("the reason is missing; it stands last in the line");
        }
    }

    /**
     * The entry that a line is.
     *
     * @param distros the distributions that there are
     * @throws IllegalArgumentException if it is none: what is wrong and what is accepted
     */
    static KnownBad parse(String where, String line, List<String> distros) {
        KnownBadLine read = new KnownBadLine(line);
        try {
            return new KnownBad(
                    where,
                    Set.copyOf(Arguments.distros("distro", read.list("distro"), distros)),
                    Set.copyOf(Arguments.architectures("arch", read.list("arch"))),
                    ReleaseRange.parse(read.words.get("kernel")),
                    read.value("release", regex -> Arguments.kernels("release", regex)),
                    read.value("driver", DriverRange::parse),
                    Set.copyOf(Arguments.kinds("kind", read.list("kind"))),
                    date(read.words.get("until")),
                    issue(read.words.get("issue")),
                    read.reason);
        } catch (UsageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private <T> Optional<T> value(String name, Function<String, T> reader) {
        return Optional.ofNullable(words.get(name)).map(reader);
    }

    private List<String> list(String name) {
        return value(name, text -> List.of(text.split(",", -1))).orElse(List.of());
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "until=\"" + text + "\" is no day; accepted are days like 2027-06-30", e);
        }
    }

    private static URI issue(String text) {
        return Arguments.url("issue", text);
    }
}
