package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Over a small archive that is made like Debian's. */
public class DebianTest {
    private static final String RELEASE = "6.1.0-50-amd64";
    private static final String VERSION = "6.1.176-1";
    private static final String BOOT_CONFIG = "CONFIG_SMP=y\nCONFIG_GCC_VERSION=120200\n# CONFIG_X is not set\n";
    private static final String HEADERS_CONFIG =
            """
            CONFIG_BUILD_SALT="6.1.0-50-amd64"
            CONFIG_SMP=y
            CONFIG_MODULE_SIG_ALL=y
            CONFIG_MODULE_SIG_KEY=""
            CONFIG_GCC_VERSION=120200
            CONFIG_SYSTEM_TRUSTED_KEYS=""
            # CONFIG_X is not set
            """;

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestArchive archive;
    private Downloads downloads;
    private Debian debian;
    private Path root;

    @Before
    public void publish() throws Exception {
        archive = new TestArchive(server);
        downloads = TestArchive.downloads(folder.newFolder().toPath());
        debian = new Debian(downloads, archive.open(downloads, "bookworm"));
        root = folder.newFolder().toPath();
    }

    private void add(String name, String depends, TestTar files) throws IOException {
        add(name, depends, files.toDeb());
    }

    private void add(String name, String depends, byte[] deb) {
        archive.add(
                "bookworm",
                "amd64",
                "Package: " + name + "\nSource: linux\nVersion: " + VERSION + "\nArchitecture: amd64\nDepends: "
                        + depends,
                deb);
    }

    private static TestTar headers(String makefile, String config) throws IOException {
        return new TestTar()
                .file("./usr/src/linux-headers-" + RELEASE + "/Makefile", makefile)
                .file("./usr/src/linux-headers-" + RELEASE + "/.config", config)
                .file("./usr/src/linux-headers-" + RELEASE + "/Module.symvers", "")
                .file("./usr/share/doc/linux-headers-" + RELEASE + "/copyright", "GPL")
                .link("./usr/src/linux-headers-" + RELEASE + "/scripts", "../../lib/linux-kbuild-6.1/scripts")
                .link("./lib/modules/" + RELEASE + "/build", "/usr/src/linux-headers-" + RELEASE);
    }

    private void addAllBut(String... left) throws IOException {
        addAllBut(headers("include /usr/src/linux-headers-6.1.0-50-common/Makefile\n", HEADERS_CONFIG), left);
    }

    private void addAllBut(TestTar headers, String... left) throws IOException {
        add(
                "linux-headers-" + RELEASE,
                "linux-headers-6.1.0-50-common (= 6.1.176-1), linux-kbuild-6.1 (>= 6.1.176-1), linux-compiler-gcc-12-x86",
                headers);
        add(
                "linux-headers-6.1.0-50-common",
                "",
                new TestTar()
                        .file("./usr/src/linux-headers-6.1.0-50-common/Makefile", "VERSION = 6\n")
                        .file("./usr/src/linux-headers-6.1.0-50-common/arch/Kconfig", "")
                        .file("./usr/src/linux-headers-6.1.0-50-common/arch/x86/Makefile", "x86")
                        .file("./usr/src/linux-headers-6.1.0-50-common/arch/s390/Makefile", "s390")
                        .link("./usr/src/linux-headers-6.1.0-50-common/scripts", "../../lib/linux-kbuild-6.1/scripts"));
        add(
                "linux-kbuild-6.1",
                "libc6 (>= 2.34)",
                new TestTar()
                        .file("./usr/lib/linux-kbuild-6.1/scripts/mod/modpost", "ELF", 0755)
                        .link("./usr/src/linux-kbuild-6.1", "../lib/linux-kbuild-6.1"));
        if (!List.of(left).contains("linux-image")) {
            addImage("linux-image-" + RELEASE, BOOT_CONFIG);
        }
    }

    private void addImage(String name, String config) throws IOException {
        add(name, "kmod", image(config));
    }

    private static byte[] image(String config) throws IOException {
        return new TestTar()
                .file("./boot/config-" + RELEASE, config)
                .file("./boot/vmlinuz-" + RELEASE, "x".repeat(3_000_000))
                .toDebWithoutPacking();
    }

    private Kernel discover() throws Exception {
        archive.publish("bookworm");
        List<Kernel> kernels = debian.discover(Set.of(Architecture.X86_64)).kernels();
        assertThat(kernels).hasSize(1);
        return kernels.get(0);
    }

    @Test
    public void a_tree_is_made_of_the_packages_and_names_no_version() throws Exception {
        addAllBut();
        KernelTree tree = debian.prepare(discover(), UnpackTarget.of(root));
        try (Stream<Path> files = Files.walk(root)) {
            assertThat(files.filter(path -> !Files.isDirectory(path) || Files.isSymbolicLink(path))
                            .map(path -> root.relativize(path).toString()))
                    .containsExactlyInAnyOrder(
                            "build/Makefile",
                            "build/.config",
                            "build/Module.symvers",
                            "build/scripts",
                            "common/Makefile",
                            "common/arch/Kconfig",
                            "common/arch/x86/Makefile",
                            "common/scripts",
                            "kbuild/scripts/mod/modpost");
        }
        assertThat(root.resolve("build/Makefile")).hasContent("include /kernel/common/Makefile");
        assertThat(Files.readSymbolicLink(root.resolve("build/scripts"))).hasToString("../kbuild/scripts");
        assertThat(root.resolve("common/scripts/mod/modpost")).isExecutable();
        assertThat(tree.config().values()).containsKey("CONFIG_BUILD_SALT");
        assertThat(tree.moduleSymvers()).exists();
    }

    @Test
    public void the_makefile_of_a_kernel_since_7_names_its_folder_too() throws Exception {
        String makefile =
                """
                KBUILD_OUTPUT=/usr/src/linux-headers-6.1.0-50-amd64
                include /usr/src/linux-headers-6.1.0-50-common/Makefile
                """;
        addAllBut(headers(makefile, HEADERS_CONFIG));
        debian.prepare(discover(), UnpackTarget.of(root));
        assertThat(root.resolve("build/Makefile"))
                .hasContent("KBUILD_OUTPUT=/kernel/build\ninclude /kernel/common/Makefile");
    }

    @Test
    public void headers_that_lead_elsewhere_are_refused() throws Exception {
        addAllBut(headers("include /usr/src/linux-headers-other/Makefile\n", HEADERS_CONFIG));
        Kernel kernel = discover();
        assertThatThrownBy(() -> debian.prepare(kernel, UnpackTarget.of(root)))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("debian 6.1.0-50-amd64")
                .hasMessageContaining("/usr/src/linux-headers-other");
    }

    @Test
    public void a_package_that_is_gone_or_changed_is_named() throws Exception {
        addAllBut();
        Kernel kernel = discover();
        String kbuild = "/debian/pool/main/linux-kbuild-6.1_" + VERSION + ".deb";
        server.remove(kbuild);
        assertThatThrownBy(() -> debian.prepare(kernel, UnpackTarget.of(root)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(kbuild + ": the server answered 404");
        server.put(kbuild, new TestTar().file("./evil", "x").toDeb());
        assertThatThrownBy(() -> debian.prepare(kernel, UnpackTarget.of(root))).isInstanceOf(SignatureException.class);
        assertThat(root).isEmptyDirectory();
    }

    @Test
    public void the_boot_configuration_costs_the_start_of_the_image_once() throws Exception {
        addAllBut();
        Kernel kernel = discover();
        KernelConfig config = debian.bootConfigs(kernel).get(0);
        assertThat(config.text()).asString(UTF_8).isEqualTo(BOOT_CONFIG);
        assertThat(config.md5()).isEqualTo("3d420c1ccc5ab883673155a0f28b3a8a");
        long bytes = downloads.bytes();
        assertThat(bytes).isLessThan(300_000);
        assertThat(debian.bootConfigs(kernel).get(0).md5()).isEqualTo(config.md5());
        assertThat(downloads.bytes()).isEqualTo(bytes);
    }

    @Test
    public void a_configuration_unlike_the_headers_is_taken_from_the_whole_package_only() throws Exception {
        addAllBut("linux-image");
        addImage("linux-image-" + RELEASE, BOOT_CONFIG + "CONFIG_OF_THE_IMAGE=y\n");
        KernelConfig config = debian.bootConfigs(discover()).get(0);
        assertThat(config.values()).containsKey("CONFIG_OF_THE_IMAGE");
        assertThat(downloads.bytes()).isGreaterThan(2_000_000);
    }

    @Test
    public void a_configuration_that_was_changed_on_the_way_is_refused() throws Exception {
        addAllBut();
        Kernel kernel = discover();
        server.put(
                "/debian/pool/main/linux-image-" + RELEASE + "_" + VERSION + ".deb",
                image(BOOT_CONFIG.replace("SMP=y", "SMP=n")));
        assertThatThrownBy(() -> debian.bootConfigs(kernel)).isInstanceOf(SignatureException.class);
    }

    @Test
    public void the_unsigned_image_serves_where_the_signed_is_lost() throws Exception {
        addAllBut();
        addImage("linux-image-" + RELEASE + "-unsigned", BOOT_CONFIG);
        Kernel kernel = discover();
        server.remove("/debian/pool/main/linux-image-" + RELEASE + "_" + VERSION + ".deb");
        assertThat(debian.bootConfigs(kernel).get(0).text()).asString(UTF_8).isEqualTo(BOOT_CONFIG);
    }

    @Test
    public void a_kernel_without_an_image_has_no_boot_configuration() throws Exception {
        addAllBut("linux-image");
        Kernel kernel = discover();
        assertThatThrownBy(() -> debian.bootConfigs(kernel))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no package of the archive holds its configuration");
    }

    @Test
    public void distributions_are_found_by_their_id() throws Exception {
        DistroContext context = new DistroContext(downloads, java.util.Map.of(), DistroSettings.NONE);
        assertThat(Distros.named("debian", context).id()).isEqualTo("debian");
        assertThat(Distros.of(List.of(), context))
                .extracting(Distro::id)
                .containsExactlyElementsOf(Distros.standard(List.of()));
        assertThat(Distros.of(List.of("rocky"), context)).extracting(Distro::id).containsExactly("rocky");
        assertThatThrownBy(() -> Distros.named("debain", context))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"debain\" is no known distribution; accepted are " + String.join(", ", Distros.ids()));
    }
}
