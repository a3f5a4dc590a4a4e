package io.jenkins.plugins.falcoprobes.repository;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads apt's own configuration (sources.list(5), apt.conf(5)), given as text. */
final class AptSources {
    private static final Pattern ONE_LINE = Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s*)?(\\S+)\\s+(\\S+)\\s*(.*)");
    private static final Pattern CHECK_VALID_UNTIL =
            Pattern.compile("\\bCheck-Valid-Until\\s+\"?([A-Za-z0-9]+)\"?\\s*;", Pattern.CASE_INSENSITIVE);
    private static final List<String> NO = List.of("no", "false", "without", "off", "disable", "0");

    private AptSources() {}

    /**
     * A source of binary packages.
     *
     * @param signedBy the key file or files that the source is bound to, empty if to none
     * @param checkValidUntil whether an outdated state of it is refused
     */
    record Source(String uri, List<String> suites, List<String> components, String signedBy, boolean checkValidUntil) {
        Source {
            suites = List.copyOf(suites);
            components = List.copyOf(components);
        }
    }

    /** The sources in a file of the old format, one line each. */
    static List<Source> parseList(String text) {
        List<Source> sources = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = ONE_LINE.matcher(line.replaceFirst("#.*", "").strip());
            if (matcher.matches()) {
                String options = matcher.group(1) == null ? "" : matcher.group(1);
                sources.add(new Source(
                        withoutSlash(matcher.group(2)),
                        List.of(matcher.group(3)),
                        words(matcher.group(4)),
                        option(options, "signed-by").orElse(""),
                        isOn(option(options, "check-valid-until"))));
            }
        }
        return sources;
    }

    private static Optional<String> option(String options, String name) {
        return Arrays.stream(options.strip().split("\\s+", -1))
                .filter(option -> option.toLowerCase(Locale.ROOT).startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst();
    }

    /** The sources in a file of the newer format, one paragraph each. */
    static List<Source> parseDeb822(String text) {
        List<Source> sources = new ArrayList<>();
        for (Stanza stanza : Stanza.parseAll(text)) {
            if (!stanza.words("Types").contains("deb") || !isOn(stanza.field("Enabled"))) {
                continue;
            }
            for (String uri : stanza.words("URIs")) {
                sources.add(new Source(
                        withoutSlash(uri),
                        stanza.words("Suites"),
                        stanza.words("Components"),
                        stanza.field("Signed-By").orElse(""),
                        isOn(stanza.field("Check-Valid-Until"))));
            }
        }
        return sources;
    }

    /** {@code Acquire::Check-Valid-Until} of the configuration's files in their order: the last one counts. */
    static boolean checksValidUntil(String configuration) {
        String code = configuration.replaceAll("(?m)(^|\\s)(//|#).*$", "");
        Matcher matcher = CHECK_VALID_UNTIL.matcher(code);
        boolean checks = true;
        while (matcher.find()) {
            checks = isOn(Optional.of(matcher.group(1)));
        }
        return checks;
    }

    private static boolean isOn(Optional<String> value) {
        return value.map(word -> !NO.contains(word.toLowerCase(Locale.ROOT))).orElse(true);
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+", -1));
    }

    private static String withoutSlash(String uri) {
        return uri.replaceFirst("/+$", "");
    }
}
