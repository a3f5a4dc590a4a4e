package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Kernels for aarch64 whose build programs run there only, built on x86_64: headers of Debian's kernel, with the programs of its
 * arm64 package and their sources, laid out as Ubuntu and as Red Hat do.
 */
public class CrossProgramsIT {
    /** {@code e_machine} of an ELF header. */
    private static final int MACHINE = 18;

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    private static MadeDistro made;
    private static KernelTree tree;

    @BeforeClass
    public static void makeTree() throws Exception {
        assumeTrue("cross compilers are those of x86_64", Architecture.host() == Architecture.X86_64);
        made = new MadeDistro(
                TEMPORARY.newFolder("made").toPath(),
                Map.of("ubuntu-ports", SERVER.uri("/ubuntu"), "rocky", SERVER.uri("/rocky")));
        tree = made.debianTree(Architecture.AARCH64);
        new KernelSource(made.context(), TEMPORARY.newFolder("source").toPath()).addPrograms(tree);
    }

    @Test
    public void an_ubuntu_kernels_build_programs_are_made_of_their_sources() throws Exception {
        TestKey key = TestKey.make();
        Path root = TEMPORARY.newFolder("ubuntu").toPath();
        AptBuilder builder = new AptBuilder(root);
        builder.build(tree, "6.1.0-31", "raspi", "6.1.0-31.33~22.04.1");
        builder.publish("jammy-updates", Architecture.AARCH64, key);
        MadeDistro.serve(SERVER, "/ubuntu/", root);
        assertBuilt(
                TestDistros.ubuntu(made.context(), key.file()),
                "6.1.0-31-raspi",
                "falco_ubuntu-raspi_6.1.0-31-raspi_33~22.04.1");
    }

    @Test
    public void so_are_those_of_a_kernel_whose_headers_are_one_folder() throws Exception {
        RpmBuilder builder = new RpmBuilder(TEMPORARY.newFolder("rpms").toPath());
        Path root = TEMPORARY.newFolder("rocky").toPath();
        builder.rocky(builder.kernel(tree, "427.13.1.el9_4"), Architecture.AARCH64, root.resolve("9"));
        MadeDistro.serve(SERVER, "/rocky/", root);
        assertBuilt(
                TestDistros.rocky(made.context(), builder.key()),
                "6.1.0-427.13.1.el9_4.aarch64",
                "falco_rocky_6.1.0-427.13.1.el9_4.aarch64_1");
    }

    private static void assertBuilt(Distro distro, String release, String name) throws Exception {
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = made.build(distro, Architecture.AARCH64, output);
        assertThat(summary.plan().warnings()).isEmpty();
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.results())
                .allSatisfy(result -> assertThat(result.toolchain()).endsWith("-aarch64"))
                .allSatisfy(result -> assertThat(output.resolve(result.log()))
                        .content()
                        .contains("HOSTCC scripts/basic/fixdep", "HOSTCC scripts/mod/modpost"));
        String path = "8.0.0+driver/aarch64/" + name;
        assertThat(CommandLine.probes(output)).contains(path + ".ko", path + ".o");
        byte[] module = Files.readAllBytes(output.resolve(path + ".ko"));
        assertThat(module[MACHINE] & 0xff).isEqualTo(Architecture.AARCH64.elfMachine());
        assertThat(new String(module, StandardCharsets.ISO_8859_1))
                .contains("vermagic=" + release + " SMP ", " aarch64\0");
    }
}
