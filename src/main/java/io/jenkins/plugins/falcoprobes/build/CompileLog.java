package io.jenkins.plugins.falcoprobes.build;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a compile's log tells at a glance.
 *
 * @param firstError the first error of a compiler in a file of driver or kernel; what comes after it is mostly its
 *     consequence. Empty when there is none
 * @param tail the last lines, at most 20
 */
record CompileLog(Optional<String> firstError, List<String> tail) {
    private static final int LINES = 20;
    private static final int LINE_LENGTH = 500;

    /** The driver's configure tests, all named test.c, answer by their errors; those mean nothing. */
    private static final Pattern ERROR =
            Pattern.compile("^(?!(.*/)?test\\.c:)\\S+\\.[chS]:\\d+:(\\d+:)? (fatal )?error: .*");

    CompileLog {
        tail = List.copyOf(tail);
    }

    /** Reads a log; an absent one has nothing to tell. */
    static CompileLog read(Path log) throws IOException {
        Deque<String> tail = new ArrayDeque<>();
        Optional<String> error = Optional.empty();
        if (Files.isRegularFile(log)) {
            // A decoder that reports malformed text would make an exception of a compiler's odd quotes.
            try (BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.UTF_8))) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    String shown = line.length() > LINE_LENGTH ? line.substring(0, LINE_LENGTH) + "..." : line;
                    if (error.isEmpty() && ERROR.matcher(shown).matches()) {
                        error = Optional.of(shown);
                    }
                    tail.addLast(shown);
                    if (tail.size() > LINES) {
                        tail.removeFirst();
                    }
                }
            }
        }
        return new CompileLog(error, List.copyOf(tail));
    }
}
