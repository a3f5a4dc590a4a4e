package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Over a small archive that is made like Ubuntu's; the layout is that of the real 6.8.0-31-generic. */
public class UbuntuTest {
    private static final String RELEASE = "6.8.0-31-generic";
    private static final String HEADERS = "./usr/src/linux-headers-" + RELEASE;
    private static final String SHARED = "./usr/src/linux-headers-6.8.0-31";
    private static final String CONFIG = "CONFIG_SMP=y\nCONFIG_RUST=y\nCONFIG_CC_VERSION_TEXT="
            + "\"x86_64-linux-gnu-gcc-13 (Ubuntu 13.2.0-23ubuntu4) 13.2.0\"\n";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestArchive archive;
    private Downloads downloads;
    private Ubuntu ubuntu;
    private Path root;

    @Before
    public void open() throws Exception {
        archive = new TestArchive(server);
        downloads = TestArchive.downloads(folder.newFolder().toPath());
        root = folder.newFolder().toPath();
        AptTable table = archive.table("suite noble x86_64 main main\ntools noble . gcc-13 2.39\n");
        ubuntu = new Ubuntu(
                downloads,
                table,
                AptArchive.of("ubuntu", "Ubuntu", downloads, table, PackageSelection.UBUNTU, Map.of()));
    }

    private void add(String name, String architecture, String depends, byte[] deb) {
        archive.add(
                "noble",
                "amd64",
                "Package: " + name + "\nSource: linux\nVersion: 6.8.0-31.31\nArchitecture: " + architecture
                        + "\nDepends: " + depends,
                deb);
    }

    private Kernel discover(TestTar headers, byte[] modules) throws Exception {
        add("linux-headers-" + RELEASE, "amd64", "linux-headers-6.8.0-31, libc6 (>= 2.38)", headers.toDeb());
        add("linux-headers-6.8.0-31", "all", "coreutils", shared().toDeb());
        add("linux-modules-" + RELEASE, "amd64", "", modules);
        archive.publish("noble");
        Distro.Discovery found = ubuntu.discover(Set.of(Architecture.X86_64));
        assertThat(found.warnings()).isEmpty();
        assertThat(found.kernels()).hasSize(1);
        return found.kernels().get(0);
    }

    private static TestTar headers() throws IOException {
        return new TestTar()
                .file(HEADERS + "/.config", CONFIG)
                .file(HEADERS + "/Module.symvers", "")
                .file(HEADERS + "/include/config/SMP", "")
                .file(HEADERS + "/include/config/auto.conf", "CONFIG_SMP=y\n")
                .file(HEADERS + "/scripts/mod/modpost", "ELF", 0755)
                .link(HEADERS + "/include/linux", "../../linux-headers-6.8.0-31/include/linux")
                .link(HEADERS + "/arch/alpha", "../../linux-headers-6.8.0-31/arch/alpha")
                .link(HEADERS + "/arch/x86/kvm", "../../../linux-headers-6.8.0-31/arch/x86/kvm")
                .link(HEADERS + "/rust", "../linux-lib-rust-6.8.0-31-generic/rust")
                .link("./lib/modules/" + RELEASE + "/build", "/usr/src/linux-headers-" + RELEASE);
    }

    private static TestTar shared() throws IOException {
        return new TestTar()
                .file(SHARED + "/Makefile", "VERSION = 6\n")
                .file(SHARED + "/include/linux/module.h", "module")
                .file(SHARED + "/arch/alpha/Makefile", "alpha")
                .file(SHARED + "/arch/x86/kvm/Kconfig", "kvm")
                .link(SHARED + "/scripts/dtc/include-prefixes/arc", "../../../arch/arc/boot/dts")
                .link(SHARED + "/include/dt-bindings/input/codes.h", "../../linux/module.h");
    }

    private static byte[] modules(String config) throws IOException {
        return new TestTar()
                .file("./boot/System.map-" + RELEASE, "x".repeat(300_000))
                .file("./boot/config-" + RELEASE, config)
                .file("./lib/modules/" + RELEASE + "/kernel/x.ko", "x".repeat(3_000_000))
                .toDebWithoutPacking();
    }

    @Test
    public void a_tree_is_made_of_two_packages_that_lead_to_one_another() throws Exception {
        Kernel kernel = discover(headers().file(HEADERS + "/Makefile", "VERSION = 6\n"), modules(CONFIG));
        KernelTree tree = ubuntu.prepare(kernel, UnpackTarget.of(root));
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                            .map(path -> root.relativize(path).toString()))
                    .containsExactlyInAnyOrder(
                            "build/.config",
                            "build/Makefile",
                            "build/Module.symvers",
                            "build/include/config/auto.conf",
                            "build/include/linux",
                            "build/arch/x86/kvm",
                            "build/scripts/mod/modpost",
                            "common/Makefile",
                            "common/include/linux/module.h",
                            "common/include/dt-bindings/input/codes.h",
                            "common/arch/x86/kvm/Kconfig");
        }
        assertThat(root.resolve("build/include/linux/module.h")).hasContent("module");
        assertThat(tree.config().compiler()).contains(new CompilerVersion(CompilerVersion.Family.GCC, 13, 2));
    }

    @Test
    public void a_kernel_whose_configuration_names_no_compiler_tells_it_all_the_same() throws Exception {
        TestTar headers = new TestTar()
                .file(HEADERS + "/.config", "CONFIG_SMP=y\n")
                .file(HEADERS + "/Makefile", "VERSION = 4\nPATCHLEVEL = 15\n")
                .file(
                        HEADERS + "/include/generated/compile.h",
                        """
                        #define UTS_MACHINE "x86_64"
                        #define UTS_VERSION "#31-Ubuntu SMP Tue Jul 17 15:39:52 UTC 2018"
                        #define LINUX_COMPILE_BY "buildd"
                        #define LINUX_COMPILE_HOST "lcy01-amd64-010"
                        #define LINUX_COMPILER "gcc version 7.3.0 (Ubuntu 7.3.0-16ubuntu3)"
                        """);
        KernelTree tree = ubuntu.prepare(discover(headers, modules(CONFIG)), UnpackTarget.of(root));
        assertThat(tree.compiler()).contains(new CompilerVersion(CompilerVersion.Family.GCC, 7, 3));
    }

    @Test
    public void the_makefile_may_be_a_link_to_the_shared_one() throws Exception {
        TestTar headers = headers().link(HEADERS + "/Makefile", "../linux-headers-6.8.0-31/Makefile");
        ubuntu.prepare(discover(headers, modules(CONFIG)), UnpackTarget.of(root));
        assertThat(root.resolve("build/Makefile")).isSymbolicLink().hasContent("VERSION = 6");
    }

    @Test
    public void the_boot_configuration_costs_the_start_of_the_modules() throws Exception {
        Kernel kernel = discover(headers(), modules(CONFIG));
        assertThat(ubuntu.bootConfigs(kernel).get(0).text()).asString(UTF_8).isEqualTo(CONFIG);
        assertThat(downloads.bytes()).isLessThan(1_000_000);
    }

    @Test
    public void a_boot_configuration_unlike_the_headers_is_the_packages_own() throws Exception {
        Kernel kernel = discover(headers(), modules(CONFIG + "CONFIG_X=y\n"));
        assertThat(ubuntu.bootConfigs(kernel).get(0).values()).containsKey("CONFIG_X");
    }

    @Test
    public void a_boot_configuration_that_was_changed_on_the_way_is_refused() throws Exception {
        Kernel kernel = discover(headers(), modules(CONFIG));
        server.put(
                "/debian/pool/main/linux-modules-" + RELEASE + "_6.8.0-31.31.deb",
                modules(CONFIG.replace("SMP=y", "SMP=n")));
        assertThatThrownBy(() -> ubuntu.bootConfigs(kernel)).isInstanceOf(SignatureException.class);
    }
}
