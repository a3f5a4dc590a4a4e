package io.jenkins.plugins.falcoprobes.endtoend;

import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.probes;
import static io.jenkins.plugins.falcoprobes.endtoend.CommandLine.report;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Debian's current kernels for aarch64, built on x86_64, all the way to probes that were checked and modules that load. */
public class CrossIT {
    /** {@code EM_AARCH64}, where an ELF header has the machine. */
    private static final int MACHINE = 18;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void both_kinds_of_an_old_and_a_new_series_are_built_and_checked() throws Exception {
        assumeTrue("cross compilers are those of x86_64", Architecture.host() == Architecture.X86_64);
        TestEngine.ready();
        CommandLine command = new CommandLine(
                temporary.getRoot().toPath().resolve("cache"),
                "0.40.0",
                "--driver-source=debian",
                "--distro=debian",
                "--arch=aarch64",
                "--kernel=^6\\.(1|12)\\.([0-9]+-[0-9]+|[0-9]+\\+deb13)-arm64$",
                "--naming=both",
                "--latest=1");
        Path output = temporary.getRoot().toPath().resolve("output");

        CommandLine.Ended ended = command.run(output);
        assertThat(ended.status()).as(String.join("\n", ended.lines())).isZero();
        assertThat(probes(output).stream().filter(path -> path.startsWith("8.0.0+driver/")))
                .hasSize(4)
                .allMatch(path -> path.matches("8\\.0\\.0\\+driver/aarch64/falco_debian_6\\.1.*-arm64_1\\.k?o"));
        assertThat(probes(output).stream().filter(path -> path.contains("-aarch64-6.1")))
                .hasSize(4);
        for (String path : probes(output)) {
            if (path.endsWith(".ko")) {
                byte[] module = Files.readAllBytes(output.resolve(path));
                assertThat(module[MACHINE] & 0xff).isEqualTo(Architecture.AARCH64.elfMachine());
            }
        }
        for (JsonNode probe : report(output).get("probes")) {
            assertThat(probe.get("toolchain").asText()).endsWith("-aarch64");
        }
        assertLoaded(output);
    }

    /** Each kernel takes its module, and no other's. */
    private void assertLoaded(Path output) throws Exception {
        Path folder = temporary.newFolder("machines").toPath();
        Map<String, Path> modules = new TreeMap<>();
        for (JsonNode probe : report(output).get("probes")) {
            if (probe.get("kind").asText().equals("kmod")) {
                String file = probe.get("files").get(0).get("path").asText();
                modules.put(probe.get("release").asText(), output.resolve(file));
            }
        }
        assertThat(modules).hasSize(2);
        for (String release : modules.keySet()) {
            VirtualMachine machine = VirtualMachine.of(folder, Architecture.AARCH64, release);
            for (Map.Entry<String, Path> module : modules.entrySet()) {
                List<String> lines = machine.load(module.getValue());
                if (module.getKey().equals(release)) {
                    assertThat(lines).contains("LOADED", "falco0", "UNLOADED");
                } else {
                    assertThat(lines).contains("REFUSED").doesNotContain("LOADED");
                }
            }
        }
    }
}
