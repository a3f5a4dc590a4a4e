package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A tarball of a user's own, all the way: of any name, with a configuration, told by settings alone. */
public class CustomSourceIT {
    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    private static KernelSource source;

    @BeforeClass
    public static void fetch_source() throws Exception {
        source = new KernelSource(
                new MadeDistro(TEMPORARY.newFolder().toPath(), Map.of()).context(),
                TEMPORARY.newFolder().toPath());
    }

    @Test
    public void a_tarball_of_somebodys_own_and_a_configuration_become_checked_probes() throws Exception {
        String release = source.version() + "-ours";
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder().toPath(),
                Map.of(),
                DistroSettings.of(Map.of(
                                "custom.release",
                                release,
                                "custom.source",
                                source.tarball().toString(),
                                "custom.target",
                                "mydistro",
                                "custom.version",
                                "7"))
                        .with("custom.config", config()));
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = made.build(Distros.named("custom", made.context()), output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_mydistro_" + release + "_7.ko",
                        "8.0.0+driver/x86_64/falco_mydistro_" + release + "_7.o");
    }

    private static byte[] config() throws IOException {
        try (InputStream in = CustomSourceIT.class.getResourceAsStream("kernel.config")) {
            return in.readAllBytes();
        }
    }
}
