package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestPacmanRepository;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Arch Linux and its archive have them. */
public class ArchTest {
    private static final String FILE = "linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst";
    private static final String OLD = "linux-headers-5.4.6.arch3-1-x86_64.pkg.tar.zst";

    /** 2024-06-28. */
    private static final long BUILT = 1_719_540_000;

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;

    @Before
    public void makeServers() throws Exception {
        key = TestKey.make();
        byte[] headers = headers("6.9.7-arch1-1");
        server.put(
                "/mirror/core/os/x86_64/core.db",
                new TestPacmanRepository()
                        .add("linux-headers", "6.9.7.arch1-1", "x86_64", headers, BUILT)
                        .add("linux-lts-headers", "6.6.36-1", "x86_64", headers, BUILT)
                        .toBytes());
        server.put(
                "/mirror/extra/os/x86_64/extra.db",
                new TestPacmanRepository()
                        .add("linux-zen-headers", "6.9.7.zen1-1", "x86_64", headers, BUILT)
                        .toBytes());
        sign("/mirror/core/os/x86_64/" + FILE, headers);
        archive("linux-headers", OLD, OLD + ".sig", FILE, FILE + ".sig");
        archive("linux-lts-headers", "linux-lts-headers-5.4.6-1-x86_64.pkg.tar.xz");
        archive("linux-zen-headers", "linux-zen-headers-6.9.6.zen1-1-x86_64.pkg.tar.zst");
        archive("linux-hardened-headers", "linux-hardened-headers-6.9.7.hardened1-1-x86_64.pkg.tar.zst");
        sign("/archive/packages/l/linux-headers/" + OLD, headers("5.4.6-arch3-1"));
    }

    private static byte[] headers(String release) throws Exception {
        String build = "usr/lib/modules/" + release + "/build/";
        return TestTar.xz(new TestTar()
                .file(".PKGINFO", "pkgname = linux-headers\n")
                .file(build + ".config", "CONFIG_CC_VERSION_TEXT=\"gcc (GCC) 14.1.1 20240522\"\n")
                .file(build + "Makefile", "# make\n")
                .file(build + "include/config/kernel.release", release + "\n")
                .file(build + "include/config/SMP", "")
                .file(build + "vmlinux", "large")
                .link("usr/src/linux", "../lib/modules/" + release + "/build")
                .toBytes());
    }

    private void sign(String path, byte[] file) throws Exception {
        server.put(path, file);
        server.put(path + ".sig", key.signBinary(file));
    }

    private void archive(String name, String... files) {
        server.put("/archive/packages/l/" + name + "/", TestPacmanRepository.page(files));
    }

    private Distro arch() throws Exception {
        return new Arch(
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of("arch", server.uri("/mirror"), "arch-archive", server.uri("/archive/")),
                        DistroSettings.NONE),
                Map.of(Architecture.X86_64, new FileKeys(key.file())));
    }

    private static Kernel kernel(Distro arch, String release) throws Exception {
        return arch.discover(Set.of(Architecture.X86_64)).kernels().stream()
                .filter(each -> each.release().value().equals(release))
                .findFirst()
                .orElseThrow();
    }

    @Test
    public void what_is_current_and_what_the_archive_keeps_is_found_once() throws Exception {
        Distro.Discovery found = arch().discover(Set.of(Architecture.X86_64));
        assertThat(found.warnings()).isEmpty();
        assertThat(RpmDistroTester.lines(found))
                .containsExactly(
                        "5.4.6-arch3-1 #1 [H:linux-headers] gcc 14 2.38",
                        "5.4.6-1-lts #1 [H:linux-lts-headers] gcc 14 2.38",
                        "6.6.36-1-lts #1 [H:linux-lts-headers] gcc 14 2.38",
                        "6.9.6-zen1-1-zen #1 [H:linux-zen-headers] gcc 14 2.38",
                        "6.9.7-arch1-1 #1 [H:linux-headers] gcc 14 2.38",
                        "6.9.7-hardened1-1-hardened #1 [H:linux-hardened-headers] gcc 14 2.38",
                        "6.9.7-zen1-1-zen #1 [H:linux-zen-headers] gcc 14 2.38");
        assertThat(found.kernels()).extracting(Kernel::flavour).contains("", "lts", "zen", "hardened");
    }

    @Test
    public void the_archive_alone_will_do_and_what_is_missing_is_said() throws Exception {
        server.remove("/mirror/core/os/x86_64/core.db");
        server.put("/archive/packages/l/linux-lts-headers/", "<html>maintenance</html>".getBytes(UTF_8));
        Distro.Discovery found = arch().discover(Set.of(Architecture.X86_64));
        assertThat(found.kernels()).hasSize(5);
        assertThat(found.warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains("/core.db") && line.contains("404"))
                .anyMatch(line -> line.contains("linux-lts-headers"));
    }

    @Test
    public void servers_that_have_nothing_are_an_error() throws Exception {
        Distro arch = new Arch(
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of("arch", server.uri("/nothing")),
                        DistroSettings.NONE),
                Map.of());
        assertThatThrownBy(() -> arch.discover(Set.of(Architecture.X86_64))).isInstanceOf(DownloadException.class);
    }

    @Test
    public void arm_has_servers_of_its_own() throws Exception {
        server.put(
                "/arm/aarch64/core/core.db",
                new TestPacmanRepository()
                        .add("linux-aarch64-headers", "7.2.8-1", "aarch64", new byte[1], BUILT)
                        .toBytes());
        URI mirror = server.uri("/arm/");
        Distro arch = new Arch(
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of("arch-arm", mirror),
                        DistroSettings.NONE),
                Map.of());
        assertThat(arch.discover(Set.of(Architecture.AARCH64)).kernels())
                .extracting(each -> each.release() + " " + each.architecture() + " " + each.flavour())
                .containsExactly("7.2.8-1-aarch64-ARCH aarch64 ");
    }

    @Test
    public void a_tree_is_unpacked_without_the_image() throws Exception {
        Distro arch = arch();
        Path root = folder.newFolder().toPath();
        KernelTree tree = arch.prepare(kernel(arch, "6.9.7-arch1-1"), UnpackTarget.of(root));
        assertThat(tree.config().compiler()).hasToString("Optional[gcc 14]");
        assertThat(root.resolve("build/Makefile")).exists();
        assertThat(root.resolve("build/vmlinux")).doesNotExist();
        assertThat(root.resolve("build/include/config/SMP")).doesNotExist();
    }

    @Test
    public void a_package_of_the_archive_is_held_to_its_signature_and_its_checksum_is_known_then() throws Exception {
        Distro arch = arch();
        Kernel kernel = kernel(arch, "5.4.6-arch3-1");
        assertThat(kernel.packages().get(0).sha256()).isEmpty();
        KernelTree tree =
                arch.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.kernel().packages().get(0).sha256()).matches("[0-9a-f]{64}");
        assertThat(tree.kernel().packages().get(0).size()).isPositive();
        assertThat(arch.bootConfigs(kernel).get(0).md5())
                .isEqualTo(tree.config().md5());
        assertThat(server.requests())
                .filteredOn(path -> path.endsWith(OLD))
                .as("it is kept")
                .hasSize(1);
    }

    @Test
    public void a_package_that_another_signed_is_not_used() throws Exception {
        for (String path : List.of("/mirror/core/os/x86_64/" + FILE, "/archive/packages/l/linux-headers/" + OLD)) {
            server.put(path + ".sig", TestKey.make().signBinary(headers("6.9.7-arch1-1")));
        }
        Distro arch = arch();
        for (String release : List.of("6.9.7-arch1-1", "5.4.6-arch3-1")) {
            Path root = folder.newFolder().toPath();
            assertThatThrownBy(() -> arch.prepare(kernel(arch, release), UnpackTarget.of(root)))
                    .isInstanceOf(SignatureException.class);
            try (var files = Files.list(root)) {
                assertThat(files).isEmpty();
            }
        }
    }

    @Test
    public void headers_of_another_kernel_are_refused() throws Exception {
        sign("/archive/packages/l/linux-headers/" + OLD, headers("5.4.7-arch1-1"));
        Distro arch = arch();
        assertThatThrownBy(() -> arch.prepare(
                        kernel(arch, "5.4.6-arch3-1"),
                        UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("5.4.7-arch1-1");
    }

    @Test
    public void the_keys_in_the_jar_can_be_read() throws Exception {
        Distro arch = Arch.create(new DistroContext(
                TestArchive.downloads(folder.newFolder().toPath()),
                Map.of("arch", server.uri("/mirror/"), "arch-arm", server.uri("/mirror/")),
                DistroSettings.NONE));
        assertThatThrownBy(() -> arch.prepare(
                        kernel(arch, "6.9.7-arch1-1"),
                        UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not known");
    }
}
