package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.TestRpm;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.RpmKeys;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestRpmRepository;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What all rpm distributions have in common, over packages that are made for a test. */
public class RpmDistroTest {
    private static final String RELEASE = "5.14.0-427.13.1.el9_4.x86_64";
    private static final String TREE = "./usr/src/kernels/" + RELEASE + "/";
    private static final String CONFIG = "CONFIG_SMP=y\nCONFIG_CC_VERSION_TEXT=\"gcc (GCC) 11.4.1\"\n";
    private static final RpmTable TABLE = RpmTable.parse(
            "test",
            """
            base main https://example.org/nothing
            repo 9 x86_64 main:9
            headers kernel-devel config=kernel-core
            headers kernel-default-devel release=$v-$R-default tree=usr/src/linux-$v-$R-obj/$arch/default common=kernel-source commontree=usr/src/linux-$v-$R
            tools el9 gcc-11 2.34
            """);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestRpmRepository repository;
    private Downloads downloads;
    private Path root;

    @Before
    public void make_a_repository() throws IOException {
        repository = new TestRpmRepository(server, "/mirror/9");
        downloads = TestArchive.downloads(folder.newFolder().toPath());
        root = folder.newFolder().toPath();
    }

    private Distro distro(Optional<RpmKeys> keys) throws IOException {
        return new RpmDistro(
                "test",
                TABLE,
                keys,
                new DistroContext(downloads, Map.of("test", server.uri("/mirror")), DistroSettings.NONE));
    }

    private void add(String name, byte[] rpm) {
        repository.add(name, "5.14.0", "427.13.1.el9_4", "x86_64", rpm);
    }

    private static TestRpm rpm(String name) {
        return new TestRpm(name, "5.14.0", "427.13.1.el9_4", "x86_64");
    }

    private static byte[] headers() throws IOException {
        return rpm("kernel-devel")
                .link("./lib/modules/" + RELEASE + "/build", "/usr/src/kernels/" + RELEASE)
                .folder(TREE.replaceFirst("/$", ""))
                .file(TREE + ".config", CONFIG)
                .file(TREE + "Makefile", "VERSION = 5\n")
                .file(TREE + "Module.symvers", "")
                .file(TREE + "include/config/SMP", "")
                .file(TREE + "include/config/auto.conf", "CONFIG_SMP=y\n")
                .file(TREE + "scripts/mod/modpost", "ELF", 0755)
                .link(TREE + "scripts/dtc/include-prefixes/arm", "../../../arch/arm/boot/dts")
                .toBytes();
    }

    private static byte[] core(String config) throws IOException {
        return rpm("kernel-core")
                .file("./lib/modules/" + RELEASE + "/System.map", "x".repeat(1000))
                .file("./lib/modules/" + RELEASE + "/config", config)
                .file("./lib/modules/" + RELEASE + "/vmlinuz", "y".repeat(100_000))
                .toBytes();
    }

    private Kernel only(Distro distro) throws Exception {
        repository.publish();
        List<Kernel> kernels = distro.discover(Set.of(Architecture.X86_64)).kernels();
        assertThat(kernels).hasSize(1);
        return kernels.get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    public void a_tree_is_made_of_the_headers_and_names_no_version() throws Exception {
        add("kernel-devel", headers());
        Distro distro = distro(Optional.empty());
        KernelTree tree = distro.prepare(only(distro), UnpackTarget.of(root));
        assertThat(files())
                .containsExactly(
                        "build/.config",
                        "build/Makefile",
                        "build/Module.symvers",
                        "build/include/config/auto.conf",
                        "build/scripts/mod/modpost");
        assertThat(root.resolve("build/scripts/mod/modpost")).isExecutable();
        assertThat(tree.config().compiler()).hasToString("Optional[gcc 11]");
        assertThat(tree.moduleSymvers()).exists();
    }

    @Test
    public void a_kernel_of_enterprise_linux_7_is_read_as_its_packages_are() throws Exception {
        String release = "3.10.0-1160.119.1.el7.x86_64";
        String tree = "./usr/src/kernels/" + release + "/";
        String config = "CONFIG_X86_64=y\nCONFIG_SMP=y\n"; // it does not name its compiler
        byte[] headers = new TestRpm("kernel-devel", "3.10.0", "1160.119.1.el7", "x86_64")
                .file(tree + ".config", config)
                .file(tree + "Makefile", "VERSION = 3\nPATCHLEVEL = 10\n")
                .file(tree + "Module.symvers", "0x00000000\tprintk\tvmlinux\tEXPORT_SYMBOL\n")
                .file(tree + "include/config/smp.h", "")
                .file(tree + "include/config/x86/64.h", "")
                .file(tree + "include/config/auto.conf", config)
                .file(
                        tree + "include/generated/compile.h",
                        """
                        /* This file is auto generated, version 1 */
                        /* SMP */
                        #define UTS_MACHINE "x86_64"
                        #define UTS_VERSION "#1 SMP Tue Jun 4 14:43:51 UTC 2024"
                        #define LINUX_COMPILE_BY "mockbuild"
                        #define LINUX_COMPILE_HOST "kbuilder.bsys.centos.org"
                        #define LINUX_COMPILER "gcc version 4.8.5 20150623 (Red Hat 4.8.5-44) (GCC) "
                        """)
                .file(tree + "include/linux/version.h", "#define LINUX_VERSION_CODE 199168\n")
                .file(tree + "vmlinux.id", "0123\n")
                .toBytes();
        byte[] image = new TestRpm("kernel", "3.10.0", "1160.119.1.el7", "x86_64")
                .file("./boot/System.map-" + release, "x".repeat(1000))
                .file("./boot/config-" + release, config)
                .file("./boot/vmlinuz-" + release, "y".repeat(100_000))
                .toBytes();
        new TestRpmRepository(server, "/vault/7.9.2009/updates/x86_64")
                .add("kernel-devel", "3.10.0", "1160.119.1.el7", "x86_64", headers)
                .add("kernel", "3.10.0", "1160.119.1.el7", "x86_64", image)
                .publish();
        Distro centos = new RpmDistro(
                CentOs.ID,
                RpmTable.of(CentOs.ID),
                Optional.empty(),
                new DistroContext(downloads, Map.of("centos-vault", server.uri("/vault")), DistroSettings.NONE));
        Kernel kernel = centos.discover(Set.of(Architecture.X86_64)).kernels().get(0);
        assertThat(kernel.release().value()).isEqualTo(release);
        assertThat(kernel.compiler()).hasToString("Optional[gcc 4.8]");
        KernelTree prepared = centos.prepare(kernel, UnpackTarget.of(root));
        assertThat(prepared.config().compiler()).isEmpty();
        assertThat(prepared.compiler()).hasToString("Optional[gcc 4.8]");
        assertThat(files())
                .containsExactly(
                        "build/.config",
                        "build/Makefile",
                        "build/Module.symvers",
                        "build/include/config/auto.conf",
                        "build/include/generated/compile.h",
                        "build/include/linux/version.h",
                        "build/vmlinux.id");
        assertThat(centos.bootConfigs(kernel).get(0).text()).asString().isEqualTo(config);
    }

    @Test
    public void headers_of_a_flavour_lead_to_the_shared_ones_wherever_these_were() throws Exception {
        String obj = "./usr/src/linux-5.14.21-150500.55.7-obj/x86_64/default/";
        for (String include : List.of(
                "include ../../../linux-5.14.21-150500.55.7/Makefile\n",
                """
                KBUILD_OUTPUT = /usr/src/linux-5.14.21-150500.55.7-obj/x86_64/default
                include /usr/src/linux-5.14.21-150500.55.7/Makefile
                """)) {
            repository = new TestRpmRepository(server, "/mirror/9");
            downloads = TestArchive.downloads(folder.newFolder().toPath());
            root = folder.newFolder().toPath();
            repository.add(
                    "kernel-default-devel",
                    "5.14.21",
                    "150500.55.7.1",
                    "x86_64",
                    new TestRpm("kernel-default-devel", "5.14.21", "150500.55.7.1", "x86_64")
                            .file(obj + ".config", CONFIG)
                            .file(obj + "Makefile", include)
                            .link("./usr/src/linux-obj/x86_64", "/usr/src/linux-5.14.21-150500.55.7-obj/x86_64")
                            .toBytes());
            repository.add(
                    "kernel-source",
                    "5.14.21",
                    "150500.55.7.1",
                    "noarch",
                    new TestRpm("kernel-source", "5.14.21", "150500.55.7.1", "noarch")
                            .file("./usr/src/linux-5.14.21-150500.55.7/Makefile", "VERSION = 5\n")
                            .toBytes());
            Distro distro = distro(Optional.empty());
            Kernel kernel = only(distro);
            assertThat(kernel.release().value()).isEqualTo("5.14.21-150500.55.7-default");
            distro.prepare(kernel, UnpackTarget.of(root));
            assertThat(files()).containsExactly("build/.config", "build/Makefile", "common/Makefile");
            assertThat(root.resolve("build/Makefile"))
                    .content()
                    .contains("include /kernel/common/Makefile")
                    .doesNotContain("linux-5.14");
        }
    }

    @Test
    public void headers_without_a_configuration_have_what_modules_see_of_it() throws Exception {
        for (String place : List.of("include/generated/", "include/linux/")) {
            repository = new TestRpmRepository(server, "/mirror/9");
            downloads = TestArchive.downloads(folder.newFolder().toPath());
            root = folder.newFolder().toPath();
            add(
                    "kernel-devel",
                    rpm("kernel-devel")
                            .file(TREE + "Makefile", "VERSION = 5\n")
                            .file(
                                    TREE + place + "autoconf.h",
                                    "#define CONFIG_MODVERSIONS 1\n#define CONFIG_GCC_VERSION 110401\n")
                            .toBytes());
            add("kernel-core", core(CONFIG));
            Distro distro = distro(Optional.empty());
            Kernel kernel = only(distro);
            KernelTree tree = distro.prepare(kernel, UnpackTarget.of(root));
            assertThat(tree.compiler()).hasToString("Optional[gcc 11]");
            assertThat(tree.config().value("CONFIG_MODVERSIONS")).contains("y");
            assertThat(distro.bootConfigs(kernel).get(0).text()).asString().isEqualTo(CONFIG);
        }
    }

    @Test
    public void headers_without_what_make_needs_are_refused() throws Exception {
        add("kernel-devel", rpm("kernel-devel").file(TREE + "Makefile", "").toBytes());
        Distro distro = distro(Optional.empty());
        Kernel kernel = only(distro);
        assertThatThrownBy(() -> distro.prepare(kernel, UnpackTarget.of(root)))
                .isInstanceOf(UnpackException.class)
                .hasMessage("test " + RELEASE + ": its headers hold no .config");
    }

    @Test
    public void packages_must_be_signed_where_keys_are_known() throws Exception {
        add("kernel-devel", headers());
        Distro strict = distro(Optional.of(new RpmKeys(TestKey.make().file())));
        Kernel kernel = only(strict);
        assertThatThrownBy(() -> strict.prepare(kernel, UnpackTarget.of(root)))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not signed");
        assertThat(root).isEmptyDirectory();

        add("kernel-devel", real("signed.rpm"));
        repository = new TestRpmRepository(server, "/mirror/9");
        add("kernel-devel", real("signed.rpm"));
        Distro signed = distro(Optional.of(new RpmKeys(real("signed.asc"))));
        signed.prepare(only(signed), UnpackTarget.of(root));
        assertThat(files()).contains("build/.config", "build/two");
    }

    private static byte[] real(String name) throws IOException {
        try (InputStream in = RpmArchive.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    public void the_boot_configuration_is_read_from_the_start_of_the_image_and_held_to_the_headers() throws Exception {
        add("kernel-devel", headers());
        add("kernel-core", core(CONFIG));
        Distro distro = distro(Optional.empty());
        Kernel kernel = only(distro);
        assertThat(distro.bootConfigs(kernel).get(0).text()).asString().isEqualTo(CONFIG);
        server.requests().clear();
        assertThat(distro.bootConfigs(kernel).get(0).text()).asString().isEqualTo(CONFIG);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    public void a_boot_configuration_of_its_own_is_taken_only_from_a_package_that_is_right() throws Exception {
        add("kernel-devel", headers());
        add("kernel-core", core("CONFIG_OTHER=y\n"));
        Distro distro = distro(Optional.empty());
        Kernel kernel = only(distro);
        String path = kernel.packages().get(1).uri().getPath();
        server.put(path, core("CONFIG_EVIL=y\n"));
        assertThatThrownBy(() -> distro.bootConfigs(kernel)).isInstanceOf(SignatureException.class);
        server.put(path, core("CONFIG_OTHER=y\n"));
        assertThat(distro.bootConfigs(kernel).get(0).text()).asString().isEqualTo("CONFIG_OTHER=y\n");
    }

    @Test
    public void where_the_image_is_gone_the_headers_have_the_configuration() throws Exception {
        add("kernel-devel", headers());
        add("kernel-core", core(CONFIG));
        Distro distro = distro(Optional.empty());
        Kernel kernel = only(distro);
        server.remove(kernel.packages().get(1).uri().getPath());
        assertThat(distro.bootConfigs(kernel).get(0).text()).asString().isEqualTo(CONFIG);
    }

    @Test
    public void repositories_without_a_kernel_are_a_failure() throws Exception {
        repository.add("bash", "5", "1", "x86_64", new byte[1]).publish();
        Distro distro = distro(Optional.empty());
        assertThatThrownBy(() -> distro.discover(Set.of(Architecture.X86_64)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no repository that answered lists a kernel");
    }

    @Test
    public void a_release_that_no_host_can_have_is_left_out() throws Exception {
        repository.add("kernel-devel", "5/../../x", "1", "x86_64", new byte[1]);
        add("kernel-devel", headers());
        repository.publish();
        Distro.Discovery found = distro(Optional.empty()).discover(Set.of(Architecture.X86_64));
        assertThat(found.kernels()).hasSize(1);
        assertThat(found.warnings()).anyMatch(line -> line.contains("is no kernel release"));
    }

    @Test
    public void every_table_is_whole() throws Exception {
        for (String id : tables()) {
            RpmTable table = RpmTable.of(id);
            // One has no server but a user's mirror, one is older than the other architecture, and than https.
            Map<String, URI> mirrors =
                    id.equals(Sles.ID) ? Map.of(id, URI.create("https://mirror.example.org/repo")) : Map.of();
            boolean old = id.equals(AmazonLinux.ID);
            for (Architecture architecture : old ? List.of(Architecture.X86_64) : List.of(Architecture.values())) {
                assertThat(table.sources(id, Set.of(architecture), mirrors))
                        .as(id + " " + architecture)
                        .isNotEmpty()
                        .allSatisfy(source -> assertThat(source.places())
                                .isNotEmpty()
                                .allSatisfy(place -> assertThat(place.uri().toString())
                                        .startsWith(old ? "http://" : "https://")
                                        .doesNotContain("$")));
            }
            assertThat(table.headers()).as(id).isNotEmpty();
            assertThat(table.tools()).as(id).isNotEmpty();
            assertThat(table.keys()).as(id).isEqualTo(keys(id));
            assertThat(RpmDistro.mirrors(id)).first().isEqualTo(id);
        }
    }

    @Test
    public void what_the_tables_name_has_a_builder_image() throws Exception {
        for (String id : tables()) {
            for (RpmTable.Tools tools : RpmTable.of(id).tools()) {
                assertThat(Toolchains.candidates(tools.compiler(), Optional.of(tools.libc()), Optional.empty(), false))
                        .as(id + " " + tools)
                        .isNotEmpty();
            }
        }
    }

    private static List<String> tables() {
        return Distros.ids().stream()
                .filter(id -> RpmTable.class.getResource(id + ".txt") != null)
                .toList();
    }

    private static String keys(String id) {
        return switch (id) {
            case "photon", "alinux", "amazonlinux", "amazonlinux2022" -> "";
            case "opensuse-leap", "opensuse-tumbleweed" -> "opensuse.pgp";
            default -> id + ".pgp";
        };
    }
}
