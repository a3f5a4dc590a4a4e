package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Source, all the way: that of Debian's kernel, served as kernel.org serves its own, with a configuration of nobody's; made in
 * a container, compiled for, checked.
 */
public class SourceEndToEndIT {
    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void source_and_a_configuration_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        TestKey key = TestKey.make();
        byte[] config;
        try (InputStream in = SourceEndToEndIT.class.getResourceAsStream("kernel.config")) {
            config = in.readAllBytes();
        }
        KernelSource source = new KernelSource(
                new MadeDistro(TEMPORARY.newFolder().toPath(), Map.of()).context(),
                TEMPORARY.newFolder().toPath());
        String version = source.version();
        Path tarball = source.tarball();
        String name = "linux-" + version + ".tar.xz";
        SERVER.put("/pub/v6.x/" + name, exchange -> {
            exchange.sendResponseHeaders(200, Files.size(tarball));
            Files.copy(tarball, exchange.getResponseBody());
        });
        SERVER.put("/pub/v6.x/sha256sums.asc", key.clearsign(sha256(tarball) + "  " + name + "\n"));

        String release = version + "-mine";
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder("made").toPath(),
                Map.of("vanilla", SERVER.uri("/pub/")),
                DistroSettings.of(Map.of("vanilla.releases", release))
                        .with("vanilla.config", config)
                        .with("vanilla.keys", key.file()));
        Distro vanilla = Distros.named("vanilla", made.context());
        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(vanilla, output);

        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.plan().warnings()).anyMatch(line -> line.startsWith("vanilla: ") && line.contains("source"));
        assertThat(result(summary, ProbeKind.KMOD).unchecked())
                .anyMatch(line -> line.contains("no Module.symvers"))
                .anyMatch(line -> line.contains("CONFIG_MODVERSIONS"));
        assertThat(result(summary, ProbeKind.EBPF).unchecked()).isEmpty();
        String md5 = new KernelConfig(config).md5();
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_vanilla_" + release + "_1.ko",
                        "8.0.0+driver/x86_64/falco_vanilla_" + release + "_1.o")
                .anyMatch(path -> path.endsWith("-" + release + "-" + md5 + ".ko"));
        assertThat(output.resolve("logs/0.40.0/vanilla-" + release + "-" + version + "-x86_64-kernel.log"))
                .content()
                .contains("tools/objtool/objtool", "scripts/mod/modpost", "compiler=gcc-12");
    }

    private static ProbeResult result(BuildSummary summary, ProbeKind kind) {
        return summary.results().stream()
                .filter(result -> result.build().kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
