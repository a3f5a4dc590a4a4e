package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how a command that only answers a question shows its answer. */
final class AnswerDisplay {
    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Candidates.Formats.class,
            description = {"text, or json: one JSON document.", "Default: text."})
    String format = "text";

    @Option(
            names = {"-v", "--verbose"},
            description = {"Show the stack trace of an internal error.", "Default: it goes to a file."})
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = {"Print this help.", "Default: off."})
    boolean help;

    /** Whether the answer is one JSON document. */
    boolean json() {
        return Arguments.word("--format", format, List.of("text", "json")).equals("json");
    }
}
