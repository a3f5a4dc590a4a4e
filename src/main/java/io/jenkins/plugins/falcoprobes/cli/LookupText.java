package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.driver.Loader;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.lookup.LoaderEra;
import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import io.jenkins.plugins.falcoprobes.lookup.Sighting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Answers as text: a block for each era, in it a paragraph for each kind. */
final class LookupText {
    /** What a shell takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._/:,+=@%-]+");

    private final Optional<Path> folder;
    private final StringBuilder text = new StringBuilder();

    private LookupText(Optional<Path> folder) {
        this.folder = folder;
    }

    /** The lines; commands build into {@code folder}, if there is one. */
    static String of(LoaderHost host, List<LookupAnswer> answers, Optional<Path> folder) {
        LookupText lines = new LookupText(folder);
        lines.line("host: " + host);
        LoaderEra era = null;
        for (LookupAnswer answer : answers) {
            if (!answer.era().equals(era)) {
                era = answer.era();
                lines.heading(era);
            }
            lines.answer(answer);
        }
        return lines.text.toString();
    }

    private void heading(LoaderEra era) {
        Loader loader = era.loader();
        String as = era.first().equals(era.last()) ? "" : ", here as " + loader.falco();
        line("");
        line("Falco " + era + as + " (driver " + loader.driver() + ", set by " + loader.repositorySetting() + ")");
    }

    private void answer(LookupAnswer answer) {
        line("  " + answer.kind() + "  " + (answer.isAsked() ? answer.address() : answer.problem()));
        if (!answer.isAsked()) {
            return;
        }
        if (!answer.problem().isEmpty()) {
            line("        note: " + answer.problem());
        }
        for (Sighting sighting : answer.sightings()) {
            line("        " + state(sighting) + sighting.where()
                    + (sighting.detail().isEmpty() ? "" : ": " + sighting.detail()));
        }
        if (answer.isThere()) {
            return;
        }
        if (!answer.knownBad().isEmpty()) {
            line("        known bad: " + answer.knownBad());
        }
        line("        "
                + (answer.command().isEmpty() ? "cannot be built: " + answer.obstacle() : "build: " + command(answer)));
    }

    private static String state(Sighting sighting) {
        return switch (sighting.state()) {
            case THERE -> "there, in ";
            case MISSING -> "not there, in ";
            case UNKNOWN -> "no answer from ";
        };
    }

    private String command(LookupAnswer answer) {
        String words = answer.command().stream().map(LookupText::quoted).collect(Collectors.joining(" "));
        return "./" + words
                + (answer.knownBad().isEmpty() ? "" : " --try-known-bad")
                + folder.map(path -> " --output " + quoted(path.toString())).orElse("");
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void line(String words) {
        text.append(Console.oneLineKeepingBlanks(words)).append(System.lineSeparator());
    }
}
