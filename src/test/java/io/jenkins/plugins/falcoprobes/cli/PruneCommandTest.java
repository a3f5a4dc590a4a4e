package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.Entries;
import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PruneCommandTest {
    private static final String OLD = "8.0.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko";
    private static final String NEW = "10.2.0+driver/x86_64/falco_debian_6.1.0-56-amd64_1.ko";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path output;

    @Before
    public void build() throws Exception {
        output = folder.getRoot().toPath().resolve("output");
        Path probe = Files.writeString(folder.getRoot().toPath().resolve("probe"), "a probe");
        try (DirectoryStore store = DirectoryStore.open(output)) {
            store.put(OLD, probe);
            store.put(NEW, probe);
        }
        List<ManifestEntry> entries = Stream.of("8.0.0+driver", "10.2.0+driver")
                .map(driver -> Entries.entry(driver, "6.1.0-56-amd64", ProbeKind.KMOD))
                .toList();
        new FolderManifest(output).update(ManifestChange.adding(entries));
        Files.writeString(output.resolve("notes.txt"), "mine");
    }

    private CommandRun prune(String... more) {
        String[] arguments = Stream.concat(Stream.of("prune", output.toString()), Stream.of(more))
                .toArray(String[]::new);
        return CommandRun.of(arguments);
    }

    @Test
    public void without_yes_it_lists_and_deletes_nothing() throws IOException {
        CommandRun run = prune("--keep-falco", "0.44.0");

        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        assertThat(run.out.lines().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "delete " + OLD + " 7-bytes driver 8.0.0+driver is not kept",
                        "1 probe to delete (7 bytes), 1 kept, 4 other files left alone; --yes deletes");
        assertThat(output.resolve(OLD)).exists();
        assertThat(new DirectoryStoreSums(output).lines()).hasSize(2);
    }

    @Test
    public void with_yes_the_probe_its_checksum_and_its_entry_are_gone_and_the_rest_is_there() throws IOException {
        for (ManifestEntry entry : new FolderManifest(output).read().entries()) {
            new MadeProbes(output).keep(entry);
        }
        CommandRun run = prune("--keep-drivers", "1", "--yes");

        assertThat(run.status).isZero();
        assertThat(output.resolve(".made/" + OLD + ".json")).doesNotExist();
        assertThat(output.resolve(".made/" + NEW + ".json")).exists();
        assertThat(run.out).contains("deleted  " + OLD, "1 probe deleted (7 bytes), 1 kept");
        assertThat(output.resolve(OLD)).doesNotExist();
        assertThat(output.resolve(NEW)).exists();
        assertThat(output.resolve("notes.txt")).exists();
        assertThat(new DirectoryStoreSums(output).lines())
                .hasSize(1)
                .first()
                .asString()
                .endsWith(NEW);
        assertThat(new FolderManifest(output).read().entries())
                .extracting(ManifestEntry::file)
                .containsExactly(NEW);
        assertThat(prune("--keep-drivers", "1", "--yes").out).contains("0 probes deleted (0 bytes), 1 kept");
    }

    @Test
    public void what_is_in_use_stays() throws IOException {
        Path inUse = Files.writeString(folder.getRoot().toPath().resolve("in-use"), "# uname -r\n6.1.0-56-amd64\n\n");

        assertThat(prune("--keep-drivers", "1", "--protect-file", inUse.toString()).out)
                .contains("0 probes to delete (0 bytes), 2 kept (2 protected)");
        assertThat(prune("--keep-drivers", "1", "--protect", "^6\\.1\\.").out).contains("2 protected");
        assertThat(prune("--keep-drivers", "1", "--older-than", "9999w").out).contains("2 too young");
    }

    @Test
    public void json_is_one_document() throws IOException {
        JsonNode json = new ObjectMapper().readTree(prune("--keep-driver", "10.2.0+driver", "--format", "json").out);

        assertThat(json.get("deleted").asBoolean()).isFalse();
        assertThat(json.at("/probes/0/files/0").asText()).isEqualTo(OLD);
        assertThat(json.at("/probes/0/reason").asText()).isEqualTo("driver 8.0.0+driver is not kept");
        assertThat(json.get("otherFiles").asInt()).isEqualTo(4);
        assertThat(json.at("/kept/rule").asInt()).isEqualTo(1);
    }

    @Test
    public void without_a_rule_it_does_nothing() {
        CommandRun run = prune("--yes", "--protect", "x");

        assertThat(run.status).isEqualTo(2);
        assertThat(run.err.lines())
                .containsExactly(
                        "build-probe-binaries: prune: no rule says what may go; accepted are --keep-drivers, --keep-driver,"
                                + " --keep-falco, --keep-kernels and --older-than",
                        "Try build-probe-binaries prune --help");
        assertThat(output.resolve(OLD)).exists();
    }

    @Test
    public void a_rule_that_cannot_be_used_is_told_in_one_line_that_names_its_option() throws IOException {
        Path bad = Files.writeString(folder.getRoot().toPath().resolve("bad"), "6.1.0-56-amd64\nlinux; rm -rf /\n");
        String[][] slips = {
            {"--keep-drivers", "0"},
            {"--keep-drivers", "all"},
            {"--keep-kernels", "-1"},
            {"--keep-driver", "../8.0.0"},
            {"--keep-falco", "0.99.0"},
            {"--keep-falco", "latest"},
            {"--older-than", "90"},
            {"--older-than", "1y"},
            {"--protect", "("},
            {"--protect", ""},
            {"--protect-file", "/no/such/file"},
            {"--protect-file", bad.toString()},
            {"--format", "xml"},
        };
        for (String[] slip : slips) {
            CommandRun run = prune("--yes", slip[0], slip[1]);
            assertThat(run.status).as(String.join(" ", slip)).isEqualTo(2);
            assertThat(run.err.lines().findFirst().orElseThrow()).startsWith("build-probe-binaries: " + slip[0] + ": ");
            assertThat(run.err.lines()).hasSize(2);
        }
        assertThat(output.resolve(OLD)).exists();
        assertThat(CommandRun.of("prune", "/no/such/folder", "--keep-drivers", "1").err)
                .startsWith("build-probe-binaries: DIR: \"/no/such/folder\" is no folder");
    }

    @Test
    public void a_folder_that_a_run_builds_into_is_left_alone() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(output)) {
            CommandRun run = prune("--keep-drivers", "1", "--yes");

            assertThat(run.status).isEqualTo(2);
            assertThat(run.err).contains("is in use by another run");
            assertThat(store.find(OLD)).isPresent();
        }
    }

    @Test
    public void help_has_every_option_and_lines_of_a_terminal() {
        String help = CommandRun.of("prune", "--help").out;

        assertThat(help).contains("--keep-drivers=N", "--protect-file=FILE", "--yes", "Exit status:");
        assertThat(help.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
        assertThat(CommandRun.of("--help").out).contains("build-probe-binaries prune");
    }

    private record DirectoryStoreSums(Path folder) {
        List<String> lines() throws IOException {
            return Files.readAllLines(folder.resolve("SHA256SUMS"));
        }
    }
}
