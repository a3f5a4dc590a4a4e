package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Ubuntu, all the way: packages of a real kernel's headers, laid out as Ubuntu 24.04 does, put into an archive by apt's own
 * tools, served by HTTP, read by Ubuntu's own table, compiled for in a container, checked.
 */
public class UbuntuEndToEndIT {
    private static final String RELEASE = "6.1.0-31-generic";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    private static MadeDistro made;
    private static TestKey key;
    private static String md5;

    @BeforeClass
    public static void makeArchive() throws Exception {
        made = new MadeDistro(TEMPORARY.newFolder("made").toPath(), Map.of("ubuntu", SERVER.uri("/ubuntu")));
        KernelTree tree = made.debianTree();
        md5 = tree.config().md5();
        key = TestKey.make();
        Path root = TEMPORARY.newFolder("www").toPath();
        AptBuilder builder = new AptBuilder(root.resolve("ubuntu"));
        builder.build(tree, "6.1.0-31", "generic", "6.1.0-31.33~22.04.1");
        builder.publish("jammy-updates", Architecture.X86_64, key);
        MadeDistro.serve(SERVER, "/", root);
    }

    @Test
    public void packages_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(TestDistros.ubuntu(made.context(), key.file()), output);
        assertThat(summary.plan().warnings()).isEmpty();
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.results())
                .allSatisfy(result -> assertThat(result.compiler()).containsAnyOf("12", "14"));
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_ubuntu-generic_" + RELEASE + "_33~22.04.1.ko",
                        "8.0.0+driver/x86_64/falco_ubuntu-generic_" + RELEASE + "_33~22.04.1.o")
                .anyMatch(path -> path.contains("falco-probe-bpf-") && path.endsWith("-" + md5 + ".o"))
                .anyMatch(path -> !path.contains("-bpf-") && path.endsWith("-" + RELEASE + "-" + md5 + ".ko"));
        assertThat(SERVER.requests())
                .contains("/ubuntu/dists/jammy-updates/InRelease")
                .anyMatch(path -> path.startsWith("/ubuntu/dists/jammy-updates/main/binary-amd64/"))
                .noneMatch(path -> path.contains("binary-arm64"));
    }
}
