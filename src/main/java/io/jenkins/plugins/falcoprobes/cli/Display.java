package io.jenkins.plugins.falcoprobes.cli;

import picocli.CommandLine.Option;

/** The options that say what is shown. */
final class Display {
    @Option(
            names = "--list",
            description = {"Print the kernels that were found, one per line, and build nothing.", "Default: build."})
    boolean list;

    @Option(
            names = "--dry-run",
            description = {
                "Print what would be built and, with its reason, what would not, and build nothing.",
                "Default: build."
            })
    boolean dryRun;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Candidates.Formats.class,
            description = {
                "text, or json: one JSON document on standard output, everything else on standard error.",
                "Default: text."
            })
    String format = "text";

    @Option(
            names = "--no-color",
            description = {
                "No colours; the environment variable NO_COLOR does the same.",
                "Default: colours on a terminal."
            })
    boolean noColor;

    @Option(
            names = {"-v", "--verbose"},
            description = {"Show the stack trace of an internal error.", "Default: it goes to a file."})
    boolean verbose;

    @Option(
            names = "--completion",
            description = {
                "Print a completion script for bash and zsh.",
                "Default: off. Use: source <(build-probe-binaries --completion)"
            })
    boolean completion;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = {"Print this help.", "Default: off."})
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = {"Print the version of this program.", "Default: off."})
    boolean version;
}
