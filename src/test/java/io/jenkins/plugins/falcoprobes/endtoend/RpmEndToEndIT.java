package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * An rpm distribution, all the way: packages of a real kernel's headers, made, signed and put into repositories by rpm's
 * own tools as Rocky Linux 9 has them, served by HTTP, read by Rocky's own table, compiled for in a container, checked.
 */
public class RpmEndToEndIT {
    private static final String RELEASE = "6.1.0-427.13.1.el9_4.x86_64";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void packages_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        MadeDistro made =
                new MadeDistro(TEMPORARY.newFolder("made").toPath(), Map.of("rocky", SERVER.uri("/pub/rocky")));
        KernelTree tree = made.debianTree();
        String md5 = tree.config().md5();
        RpmBuilder builder = new RpmBuilder(TEMPORARY.newFolder("rpms").toPath());
        Path root = TEMPORARY.newFolder("www").toPath();
        builder.rocky(tree, "427.13.1.el9_4", root.resolve("pub/rocky/9"));
        MadeDistro.serve(SERVER, "/", root);

        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(TestDistros.rocky(made.context(), builder.key()), output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.plan().warnings()).isEmpty();
        assertThat(summary.results())
                .allSatisfy(result -> assertThat(result.compiler()).containsAnyOf("12", "14"));
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_rocky_" + RELEASE + "_1.ko",
                        "8.0.0+driver/x86_64/falco_rocky_" + RELEASE + "_1.o")
                .anyMatch(path -> path.contains("falco-probe-bpf-") && path.endsWith("-" + md5 + ".o"))
                .anyMatch(path -> !path.contains("-bpf-") && path.endsWith("-" + RELEASE + "-" + md5 + ".ko"));
        assertThat(SERVER.requests())
                .contains("/pub/rocky/9/AppStream/x86_64/os/repodata/repomd.xml.asc")
                .anyMatch(path -> path.endsWith("-primary.xml.gz") || path.endsWith("-primary.xml.zst"));
    }
}
