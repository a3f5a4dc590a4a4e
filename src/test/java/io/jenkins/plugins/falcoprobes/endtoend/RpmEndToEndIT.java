package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * An rpm distribution, all the way: packages of a real kernel's headers, made, signed and put into repositories by rpm's
 * own tools as Rocky Linux 9 and RHEL 9 have them, served by HTTP, read by the distributions' own tables, compiled for in a
 * container, checked.
 */
public class RpmEndToEndIT {
    private static final String RELEASE = "6.1.0-427.13.1.el9_4.x86_64";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    private static MadeDistro made;
    private static RpmBuilder builder;
    private static byte[] key;
    private static String md5;
    private static List<Path> rpms;

    @BeforeClass
    public static void make_packages() throws Exception {
        made = new MadeDistro(
                TEMPORARY.newFolder("made").toPath(),
                Map.of("rocky", SERVER.uri("/pub/rocky"), "rhel", SERVER.uri("/content/dist")));
        KernelTree tree = made.debianTree();
        md5 = tree.config().md5();
        builder = new RpmBuilder(TEMPORARY.newFolder("rpms").toPath());
        key = builder.key();
        rpms = builder.kernel(tree, "427.13.1.el9_4");
    }

    @Test
    public void packages_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        Path root = TEMPORARY.newFolder("rocky").toPath();
        builder.rocky(rpms, Architecture.X86_64, root.resolve("pub/rocky/9"));
        MadeDistro.serve(SERVER, "/", root);

        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(TestDistros.rocky(made.context(), key), output);
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

    @Test
    public void a_repository_may_have_an_sqlite_database_alone() throws Exception {
        Path root = TEMPORARY.newFolder("rhel").toPath();
        Path base = root.resolve("content/dist/rhel9/9/x86_64/baseos/os");
        Path appStream = root.resolve("content/dist/rhel9/9/x86_64/appstream/os");
        RpmBuilder.place(rpms, base, appStream);
        builder.publishDatabases(base);
        builder.publishDatabases(appStream);
        MadeDistro.serve(SERVER, "/", root);

        Path output = TEMPORARY.newFolder().toPath();
        Distro rhel = TestDistros.rhel(made.context(), key);
        BuildSummary summary = made.build(rhel, Architecture.X86_64, EnumSet.of(ProbeKind.KMOD), output);
        MadeDistro.assertBuilt(summary, output, 1);
        assertThat(CommandLine.probes(output))
                .contains("8.0.0+driver/x86_64/falco_rhel_" + RELEASE + "_1.ko")
                .anyMatch(path -> path.endsWith("-" + RELEASE + "-" + md5 + ".ko"));
        assertThat(SERVER.requests())
                .filteredOn(path -> path.startsWith("/content/dist/rhel9/9/x86_64/appstream/os/repodata/"))
                .anyMatch(path -> path.endsWith("-primary.sqlite.bz2"))
                .noneMatch(path -> path.contains("-primary.xml"));
    }
}
