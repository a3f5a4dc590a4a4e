package io.jenkins.plugins.falcoprobes.jenkins;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.model.Label;
import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.DistroArguments;
import io.jenkins.plugins.falcoprobes.build.request.Suggestion;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.distro.DistroSetting;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.jenkins.branch.DistroSecrets;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks of what only Jenkins' half of a request has; each throws a {@link UsageException} for what cannot be used. */
final class FieldChecks {
    private static final int MOST_SHARDS = 1000;
    private static final int LONGEST_NAME = 200;
    private static final String NAME_PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*+";

    /** The reference grammar of container registries, without tag and digest. */
    private static final Pattern IMAGE = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\\d{1,5})?/)?" + NAME_PART + "(?:/" + NAME_PART + ")*+");

    private FieldChecks() {}

    static void shards(@CheckForNull String text) {
        if (text != null && !text.isEmpty()) {
            Arguments.number("shards", text, 1, MOST_SHARDS);
        }
    }

    static void image(@CheckForNull String text) {
        if (text != null
                && (text.length() > LONGEST_NAME || !IMAGE.matcher(text).matches())) {
            throw new UsageException(
                    "image",
                    "\"" + text + "\" is no image name without a tag; accepted are names like"
                            + " registry.example.org/falco-probe-builder");
        }
    }

    static void cache(@CheckForNull String text) {
        if (text != null && !text.startsWith("/") && !text.startsWith("${")) {
            throw new UsageException(
                    "cache",
                    "\"" + text + "\" is no absolute path; accepted are paths like /var/cache/falco-probe-builder");
        }
    }

    static void label(@CheckForNull String text) {
        if (text != null && !text.isEmpty()) {
            try {
                Label.parseExpression(text);
            } catch (IllegalArgumentException e) {
                throw new UsageException(
                        "label",
                        "\"" + text + "\" is no label expression; accepted are expressions like docker && linux");
            }
        }
    }

    static Map<String, URI> mirrors(@CheckForNull String text) {
        return Arguments.mirrors("mirrors", lines(text), Distros.mirrors());
    }

    /** Settings of distributions, by their names. */
    static Map<String, String> distroSettings(@CheckForNull String text) {
        Map<String, String> values = DistroArguments.settings("distroSettings", lines(text), Distros.settings());
        for (DistroSetting each : Distros.settings()) {
            String value = values.get(each.name());
            if (value != null
                    && each.kind() == DistroSetting.Kind.FILE
                    && !value.startsWith("/")
                    && !DistroSecrets.isOne(value)) {
                throw new UsageException(
                        "distroSettings",
                        each.name() + " is neither an absolute path nor " + DistroSecrets.PREFIX + "ID");
            }
        }
        return values;
    }

    /** The names of all mirrors and settings of distributions. */
    static Set<String> given(@CheckForNull String mirrors, @CheckForNull String distroSettings) {
        Set<String> given = new HashSet<>(mirrors(mirrors).keySet());
        given.addAll(distroSettings(distroSettings).keySet());
        return given;
    }

    /** A text's lines without those that say nothing. */
    static List<String> lines(@CheckForNull String text) {
        return text == null
                ? List.of()
                : text.lines()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
    }

    /** What is odd about a version that may be right nevertheless. */
    static Optional<String> doubt(String version) {
        FalcoVersion falco = new FalcoVersion(version);
        List<FalcoRelease> known = FalcoReleases.all();
        FalcoVersion newest = known.get(known.size() - 1).falco();
        if (FalcoReleases.find(falco).isPresent() || falco.compareTo(newest) > 0) {
            return Optional.empty();
        }
        List<String> names =
                known.stream().map(release -> release.falco().value()).toList();
        return Optional.of(Messages.ProbeRequest_unknownRelease(version) + Suggestion.hint(version, names));
    }
}
