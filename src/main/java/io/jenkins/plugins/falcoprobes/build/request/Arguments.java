package io.jenkins.plugins.falcoprobes.build.request;

import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/** Turns what was written after an option into what is meant, or says in one {@link UsageException} why not. */
public final class Arguments {
    private static final Duration LONGEST = Duration.ofHours(24);

    private Arguments() {}

    /** A version of Falco; else a {@link UsageException}. */
    public static FalcoVersion version(String name, String text) {
        try {
            return new FalcoVersion(text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(name, e.getMessage());
        }
    }

    /** Kinds of probes, each once; else a {@link UsageException}. */
    public static List<ProbeKind> kinds(String name, List<String> texts) {
        List<String> accepted = Stream.of(ProbeKind.values()).map(ProbeKind::id).toList();
        return each(name, texts, "is no probe kind", accepted, ProbeKind::named);
    }

    /** Architectures, each once; else a {@link UsageException}. */
    public static List<Architecture> architectures(String name, List<String> texts) {
        List<String> accepted =
                Stream.of(Architecture.values()).map(Architecture::machine).toList();
        return each(name, texts, "is no architecture", accepted, Architecture::named);
    }

    /** Ids of distributions, each once; else a {@link UsageException}. */
    public static List<String> distros(String name, List<String> texts, List<String> accepted) {
        return each(name, texts, "is no distribution that is known here", accepted, text -> accepted.stream()
                .filter(text::equalsIgnoreCase)
                .findFirst());
    }

    /** One of a few words, in any case; else a {@link UsageException}. */
    public static String word(String option, String text, List<String> accepted) {
        return each(option, List.of(text), "is not known", accepted, given -> accepted.stream()
                        .filter(given::equalsIgnoreCase)
                        .findFirst())
                .get(0);
    }

    /** The family of names that was asked for, or else the one that this version's loader looks up. */
    static Naming naming(String name, String text, FalcoVersion version) {
        if (text == null || text.isEmpty()) {
            return version.defaultNaming();
        }
        return Naming.valueOf(
                word(name, text, List.of("hash", "target", "both")).toUpperCase(Locale.ROOT));
    }

    /** A regular expression over releases; else a {@link UsageException}. */
    public static Pattern kernels(String name, String regex) {
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1);
            throw new UsageException(
                    name,
                    "\"" + regex + "\" is no regular expression: " + e.getDescription() + where
                            + "; accepted are expressions like '^6\\.1\\..*-amd64$'");
        }
    }

    /** A whole number within bounds; else a {@link UsageException}. */
    public static int number(String option, String text, int least, int most) {
        if (text.matches("\\d{1,6}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        throw new UsageException(
                option, "\"" + text + "\" is not accepted; a whole number from " + least + " to " + most + " is");
    }

    static Duration timeout(String name, String text) {
        return Durations.parse(text)
                .filter(time -> !time.isZero() && time.compareTo(LONGEST) <= 0)
                .orElseThrow(() -> new UsageException(
                        name, "\"" + text + "\" is no time from 1s to 24h; accepted are times like 90s, 10m, 1h30m"));
    }

    /** {@code DISTRO=URL}, several of one distribution in their order; else a {@link UsageException}. */
    public static Map<String, URI> mirrors(String name, List<String> texts, List<String> archives) {
        Map<String, URI> mirrors = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0) {
                throw new UsageException(
                        name,
                        "\"" + text + "\" is not of the form DISTRO=URL, like "
                                + "debian=http://mirror.example.org/debian");
            }
            String archive = word(name, text.substring(0, equals), archives);
            if (mirrors.put(archive, url(name, text.substring(equals + 1))) != null) {
                throw new UsageException(name, archive + " is given twice; one mirror for each is accepted");
            }
        }
        return mirrors;
    }

    /** An address on the web; else a {@link UsageException}. */
    public static URI url(String option, String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw new UsageException(
                    option,
                    "\"" + text + "\" is no address: " + e.getReason() + " at character " + (e.getIndex() + 1)
                            + "; accepted are http:// and https:// addresses");
        }
        throw new UsageException(option, "\"" + text + "\" is no address; accepted are http:// and https:// addresses");
    }

    private static <T> List<T> each(
            String option,
            List<String> texts,
            String complaint,
            Collection<String> accepted,
            Function<String, Optional<T>> reader) {
        List<T> values = new ArrayList<>();
        for (String text : texts) {
            T value = reader.apply(text.strip())
                    .orElseThrow(() -> new UsageException(
                            option,
                            "\"" + text + "\" " + complaint + "; accepted are " + String.join(", ", accepted)
                                    + Suggestion.hint(text.strip(), accepted)));
            if (!values.contains(value)) {
                values.add(value);
            }
        }
        return values;
    }
}
