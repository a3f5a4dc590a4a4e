package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** {@code build-probe-binaries check debian}, as a maintainer runs it, over Debian's archive of today. */
public class CheckIT {
    private static final String SCRIPT =
            Path.of("build-probe-binaries").toAbsolutePath().toString();

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path state;

    @Before
    public void nameState() {
        state = temporary.getRoot().toPath().resolve("debian.txt");
    }

    @Test
    public void what_came_and_went_since_the_last_check_is_told_by_text_json_and_status() throws Exception {
        CommandLine.Ended first = check();
        assertThat(first.status()).as(String.join("\n", first.lines())).isZero();
        assertThat(first.lines().get(0)).matches("debian: [1-9]\\d+ kernels; Falco .* can be built for [1-9].*");
        assertThat(first.lines()).contains("nothing was recorded before");

        List<String> recorded = new ArrayList<>(Files.readAllLines(state));
        String kernel = recorded.stream()
                .filter(line -> line.startsWith("kernel "))
                .findFirst()
                .orElseThrow();
        recorded.remove(kernel);
        recorded.add("kernel x86_64 6.1.0-0-amd64 6.1.1-1");
        Files.write(state, recorded);

        CommandLine.Ended second = check("--format=json", "--keep-state");
        assertThat(second.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(String.join("\n", second.lines()));
        assertThat(json.at("/new")).hasSize(1);
        assertThat(kernel).contains(" " + json.at("/new/0/release").asText() + " ");
        assertThat(json.at("/vanished/0/release").asText()).isEqualTo("6.1.0-0-amd64");

        assertThat(check().status()).isEqualTo(1);
        assertThat(check().status()).isZero();
    }

    private CommandLine.Ended check(String... more) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                SCRIPT,
                "check",
                "debian",
                "--state",
                state.toString(),
                "--cache",
                temporary.getRoot().toPath().resolve("cache").toString()));
        line.addAll(List.of(more));
        Process process = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = process.inputReader().lines().toList();
        return new CommandLine.Ended(process.waitFor(), said);
    }
}
