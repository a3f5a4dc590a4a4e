package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Suggestion;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Tells what went wrong in one line, whatever it was. */
final class Problems implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final Console console;

    Problems(Console console) {
        this.console = console;
    }

    /** A command line that picocli cannot read. */
    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        return usage(complaint(problem), problem.getCommandLine());
    }

    private static String complaint(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String first = unmatched.getUnmatched().get(0);
            if (!unmatched.isUnknownOption()) {
                boolean takesVersion = !problem.getCommandLine()
                        .getCommandSpec()
                        .positionalParameters()
                        .isEmpty();
                return "\"" + first + "\": one argument too many; "
                        + (takesVersion
                                ? "VERSION is given once, everything else by options"
                                : "everything is given by options");
            }
            return first + ": no such option" + Suggestion.hint(first.replaceFirst("=.*", ""), options(problem));
        }
        if (problem instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + ": needs a value, " + option.longestName() + " " + option.paramLabel();
        }
        if (problem instanceof OverwrittenOptionException twice
                && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + ": given twice; it takes one value";
        }
        String where = Optional.ofNullable(problem.getArgSpec())
                .filter(ArgSpec::isOption)
                .map(option -> ((OptionSpec) option).longestName() + ": ")
                .orElse("");
        return where + problem.getMessage();
    }

    private static List<String> options(ParameterException problem) {
        return problem.getCommandLine().getCommandSpec().options().stream()
                .map(OptionSpec::longestName)
                .toList();
    }

    /** What the command itself could not do. */
    @Override
    public int handleExecutionException(Exception problem, CommandLine commandLine, ParseResult arguments) {
        if (problem instanceof UsageException) {
            return usage(problem.getMessage(), commandLine);
        }
        if (problem instanceof InterruptedException) {
            console.complain("stopped");
            return ExitStatus.INTERRUPTED;
        }
        if (problem instanceof IOException trouble) {
            console.complain(Redaction.withoutCredentials(reason(trouble)));
            return ExitStatus.NOTHING_DONE;
        }
        CrashPlace command = commandLine.getCommand();
        return defect(problem, command.output(), command.isVerbose());
    }

    private int usage(String complaint, CommandLine commandLine) {
        console.complain(complaint);
        console.err().println("Try " + commandLine.getCommandSpec().qualifiedName() + " --help");
        return ExitStatus.NOTHING_DONE;
    }

    /** The message of an exception in words; those of the JDK's file exceptions are a bare path. */
    static String reason(IOException problem) {
        String message = String.valueOf(problem.getMessage());
        if (problem instanceof NoSuchFileException) {
            return message + ": no such file or folder";
        }
        if (problem instanceof AccessDeniedException) {
            return message + ": permission denied";
        }
        if (problem instanceof FileSystemException trouble && trouble.getReason() == null) {
            return message + ": " + trouble.getClass().getSimpleName();
        }
        return message;
    }

    /** An error of this program: its trace is kept, but not shown to who cannot do anything about it. */
    int defect(Throwable problem, Path output, boolean verbose) {
        StringWriter trace = new StringWriter();
        problem.printStackTrace(new PrintWriter(trace));
        String what = "internal error: " + problem;
        if (verbose) {
            console.complain(what);
            console.err().print(trace);
            return ExitStatus.NOTHING_DONE;
        }
        Path file = output.resolve("logs")
                .resolve("crash-" + STAMP.format(Instant.now().truncatedTo(ChronoUnit.SECONDS)) + ".txt");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, trace.toString());
            console.complain(what + "; the trace is in " + file);
        } catch (IOException e) {
            console.complain(what + "; --verbose shows the trace (" + file + ": " + reason(e) + ")");
        }
        return ExitStatus.NOTHING_DONE;
    }
}
