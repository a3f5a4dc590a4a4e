package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The user's own list of builds that are known to fail. */
final class KnownBadOption {
    private static final String NAME = "--known-bad";

    /** Far more than anybody writes down. */
    private static final long LARGEST = 1 << 20;

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description = {
                "Builds that are known to fail and are skipped, beside those that this program knows of: a line for each,"
                        + " like kernel=6.5..6.5.3 driver=..6.0.1 kind=ebpf until=2027-06-30 issue=https://... REASON.",
                "Default: none."
            })
    Path file;

    /** The list's text, empty without the option. */
    String text() {
        if (file == null) {
            return "";
        }
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
                throw new UsageException(
                        NAME, "\"" + file + "\" is no such file; accepted is a list of at most " + LARGEST + " bytes");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new UsageException(NAME, "\"" + file + "\" is no text");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This program's list and the user's. */
    KnownBadList list(List<String> distros) {
        try {
            return KnownBadList.own().and(KnownBadList.parse(NAME + (file == null ? "" : " " + file), text(), distros));
        } catch (IllegalArgumentException e) {
            throw new UsageException(NAME + " " + file, e.getMessage());
        }
    }

    /** The names of arguments, for messages about this list among others. */
    ArgumentNames in(ArgumentNames names) {
        return file == null ? names : names.withKnownBad(file.toString());
    }
}
