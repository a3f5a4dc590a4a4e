package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kernels for aarch64 whose build programs run there only, built on x86_64: headers of Debian's kernel, with the programs of its
 * arm64 package and their sources, laid out as Ubuntu and as Red Hat do.
 */
public class CrossUbuntuIT {
    private static final String RELEASE = "6.1.0-31-raspi";

    /** {@code e_machine} of an ELF header. */
    private static final int MACHINE = 18;

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void an_ubuntu_kernels_programs_are_made_of_their_sources() throws Exception {
        assumeTrue("cross compilers are those of x86_64", Architecture.host() == Architecture.X86_64);
        MadeDistro made =
                new MadeDistro(TEMPORARY.newFolder("made").toPath(), Map.of("ubuntu-ports", SERVER.uri("/ubuntu")));
        KernelTree tree = made.debianTree(Architecture.AARCH64);
        new KernelSource(made.context(), TEMPORARY.newFolder("source").toPath()).addPrograms(tree);
        TestKey key = TestKey.make();
        Path root = TEMPORARY.newFolder("www").toPath();
        AptBuilder builder = new AptBuilder(root.resolve("ubuntu"));
        builder.build(tree, "6.1.0-31", "raspi", "6.1.0-31.33~22.04.1");
        builder.publish("jammy-updates", Architecture.AARCH64, key);
        MadeDistro.serve(SERVER, "/", root);

        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(TestDistros.ubuntu(made.context(), key.file()), Architecture.AARCH64, output);
        assertThat(summary.plan().warnings()).isEmpty();
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.results())
                .allSatisfy(result -> assertThat(result.toolchain()).endsWith("-aarch64"))
                .allSatisfy(result -> assertThat(output.resolve(result.log()))
                        .content()
                        .contains("HOSTCC scripts/basic/fixdep", "HOSTCC scripts/mod/modpost"));
        String name = "8.0.0+driver/aarch64/falco_ubuntu-raspi_" + RELEASE + "_33~22.04.1";
        assertThat(CommandLine.probes(output)).contains(name + ".ko", name + ".o");
        byte[] module = Files.readAllBytes(output.resolve(name + ".ko"));
        assertThat(module[MACHINE] & 0xff).isEqualTo(Architecture.AARCH64.elfMachine());
        assertThat(new String(module, StandardCharsets.ISO_8859_1))
                .contains("vermagic=" + RELEASE + " SMP ", "aarch64");
    }
}
