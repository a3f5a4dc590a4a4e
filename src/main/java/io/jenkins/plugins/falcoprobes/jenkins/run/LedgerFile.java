package io.jenkins.plugins.falcoprobes.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The file of a ledger: a record or a warning in each line, what is newer further down. */
final class LedgerFile {
    private static final Logger LOGGER = Logger.getLogger(LedgerFile.class.getName());
    private static final String WARNING = "! ";

    private final Path file;

    LedgerFile(Path folder) {
        file = folder.resolve("ledger.jsonl");
    }

    /**
     * Reads it, if it is there.
     *
     * @param wanted which lines are worth reading
     */
    void read(Predicate<String> wanted, Consumer<ProbeRecord> probes, Consumer<String> warnings) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        // Not Files.newBufferedReader: it would refuse the whole file for half a character in it.
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(WARNING)) {
                    warnings.accept(line.substring(WARNING.length()));
                } else if (line.startsWith("{") && wanted.test(line)) {
                    read(line, probes);
                }
            }
        }
    }

    private void read(String line, Consumer<ProbeRecord> probes) throws IOException {
        ProbeRecord probe;
        try {
            probe = RecordJson.read(line);
        } catch (JsonProcessingException e) {
            // Of a controller that was killed; what it was about to tell is told again when the probe is built again.
            LOGGER.log(Level.FINE, e, () -> "Skipped half a line of " + file);
            return;
        }
        probes.accept(probe);
    }

    void append(List<ProbeRecord> probes) throws IOException {
        appendLines(probes.stream().map(RecordJson::write).toList());
    }

    void appendWarning(String warning) throws IOException {
        appendLines(List.of(WARNING + warning.replaceAll("\\R", " ")));
    }

    private void appendLines(List<String> lines) throws IOException {
        if (lines.isEmpty()) {
            return;
        }
        Files.createDirectories(file.getParent());
        // A line begins with its own break: the half line of a controller that was killed stays apart.
        String text = "\n" + String.join("\n", lines) + "\n";
        Files.write(file, text.getBytes(UTF_8), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
