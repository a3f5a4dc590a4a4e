package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Source of a kernel for aarch64, made and compiled for on x86_64, all the way to checked probes. */
public class CrossSourceIT {
    private static final String CONFIG =
            """
            CONFIG_ARM64=y
            CONFIG_SMP=y
            CONFIG_MODULES=y
            CONFIG_MODULE_UNLOAD=y
            CONFIG_NET=y
            CONFIG_INET=y
            CONFIG_PERF_EVENTS=y
            CONFIG_KPROBES=y
            CONFIG_FTRACE=y
            CONFIG_FTRACE_SYSCALLS=y
            CONFIG_BPF_SYSCALL=y
            CONFIG_CGROUPS=y
            CONFIG_NAMESPACES=y
            """;

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void source_of_a_kernel_for_aarch64_becomes_checked_probes_on_x86_64() throws Exception {
        assumeTrue(Architecture.host() == Architecture.X86_64);
        TestKey key = TestKey.make();
        KernelSource source = new KernelSource(
                new MadeDistro(TEMPORARY.newFolder().toPath(), Map.of()).context(),
                TEMPORARY.newFolder().toPath());
        String version = source.version();
        source.serve(SERVER, key);
        String release = version + "-mine";
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder("made").toPath(),
                Map.of("vanilla", SERVER.uri("/pub/")),
                DistroSettings.of(Map.of("vanilla.releases", release))
                        .with("vanilla.config", CONFIG.getBytes(StandardCharsets.UTF_8))
                        .with("vanilla.keys", key.file()));
        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(Distros.named("vanilla", made.context()), Architecture.AARCH64, output);

        MadeDistro.assertBuilt(summary, output);
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/aarch64/falco_vanilla_" + release + "_1.ko",
                        "8.0.0+driver/aarch64/falco_vanilla_" + release + "_1.o");
        assertThat(output.resolve("logs/0.40.0/vanilla-" + release + "-" + version + "-aarch64-kernel.log"))
                .content()
                .contains("scripts/mod/modpost", "compiler=gcc-12");
    }
}
