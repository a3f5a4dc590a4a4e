package io.jenkins.plugins.falcoprobes.survey;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.store.AtomicFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of a distribution, as it is kept from one survey to the next: a text file with a line for each fact, in an
 * order that stays, so that it can be kept in a repository and compared there.
 *
 * <pre>
 * distro debian
 * at 2026-11-25T02:30:00Z
 * kernel x86_64 6.1.0-50-amd64 6.1.176-1
 * warning bookworm: linux-headers-6.1.0-51-amd64 is left out: ...
 * </pre>
 *
 * @param distro the distribution's id
 * @param at when it was seen
 * @param kernels the kernels that were there
 * @param warnings what could not be read or is doubtful, one line each
 */
public record SurveyState(String distro, Instant at, List<SeenKernel> kernels, List<String> warnings) {
    private static final String ACCEPTED = "accepted are files that a check wrote";
    private static final long LARGEST = 64L << 20;

    public SurveyState {
        kernels = List.copyOf(kernels);
        warnings = List.copyOf(warnings);
    }

    /**
     * What is kept in a file; empty if there is none.
     *
     * @throws IllegalArgumentException if it is another file: what is wrong and what is accepted
     */
    public static Optional<SurveyState> read(Path file, String distro) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
            throw new IllegalArgumentException("\"" + file + "\" is no such file; " + ACCEPTED);
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("\"" + file + "\" is no text; " + ACCEPTED, e);
        }
        Instant at = Instant.EPOCH;
        List<SeenKernel> kernels = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String[] words = line.split(" ", -1);
            try {
                switch (words[0]) {
                    case "distro" -> requireDistro(distro, words[1]);
                    case "at" -> at = Instant.parse(words[1]);
                    case "kernel" -> kernels.add(kernel(words));
                    case "warning" -> warnings.add(line.substring("warning ".length()));
                    default -> throw new IllegalArgumentException("there is no \"" + words[0] + "\"");
                }
            } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "\"" + file + "\", line " + (i + 1) + ": " + e.getMessage() + "; " + ACCEPTED, e);
            }
        }
        return Optional.of(new SurveyState(distro, at, kernels, warnings));
    }

    private static void requireDistro(String wanted, String found) {
        if (!found.equals(wanted)) {
            throw new IllegalArgumentException("it is about " + found + ", not " + wanted);
        }
    }

    private static SeenKernel kernel(String[] words) {
        return new SeenKernel(
                Architecture.named(words[1])
                        .orElseThrow(
                                () -> new IllegalArgumentException("there is no architecture \"" + words[1] + "\"")),
                new KernelRelease(words[2]),
                words[3]);
    }

    /** Keeps it in a file, in place of what is there. */
    public void write(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        text.append("distro ").append(distro).append("\nat ").append(at).append('\n');
        kernels.stream()
                .map(kernel -> "kernel " + kernel.architecture() + " " + kernel.release() + " "
                        + kernel.packageVersion() + "\n")
                .sorted()
                .forEach(text::append);
        warnings.stream()
                .map(warning -> "warning " + warning.replaceAll("\\R", " ") + "\n")
                .sorted()
                .forEach(text::append);
        AtomicFiles.write(file, text.toString().getBytes(UTF_8));
    }
}
