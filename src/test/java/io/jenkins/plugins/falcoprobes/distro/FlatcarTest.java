package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Folders and files as Flatcar's release servers have them. */
public class FlatcarTest {
    private static final String CONFIG = "CONFIG_INITRAMFS_SOURCE=\"\"\nCONFIG_SMP=y\n";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;

    @Before
    public void makeReleases() throws Exception {
        key = TestKey.make();
        channel("stable", "amd64-usr", "./current/", "./3227.2.0/", "./3510.2.1/", "./890.0.0/");
        channel("beta", "amd64-usr", "./3227.1.1/");
        channel("stable", "arm64-usr", "./3510.2.1/");
        packages("stable/amd64-usr/3227.2.0", "flatcar", "5.15.55", "10.3.0-r2", "2.33-r13");
        packages("stable/amd64-usr/3510.2.1", "flatcar", "5.15.106-r1", "11.3.0", "2.36-r5");
        packages("stable/arm64-usr/3510.2.1", "flatcar", "5.15.106-r1", "11.3.0", "2.36-r5");
        packages("beta/amd64-usr/3227.1.1", "flatcar", "5.15.48", "10.3.0-r2", "2.33-r13");
    }

    private void channel(String channel, String board, String... folders) {
        StringBuilder page = new StringBuilder("<html><body>");
        for (String each : folders) {
            page.append("<a href=\"" + each + "\">" + each + "</a><time datetime=\"2022-07-21T09:00:00Z\"></time>");
        }
        server.put(
                "/" + channel + "/" + board + "/",
                page.append("</body></html>").toString().getBytes(UTF_8));
    }

    private void packages(String release, String id, String kernel, String gcc, String libc) {
        server.put(
                "/" + release + "/" + id + "_production_image_packages.txt",
                ("sys-apps/baselayout-3.6.8-r11::coreos\nsys-devel/gcc-" + gcc
                                + "::portage-stable\nsys-kernel/coreos-firmware-"
                                + "20220310::coreos\nsys-kernel/coreos-kernel-" + kernel + "::coreos\nsys-libs/glibc-"
                                + libc
                                + "::portage-stable\n")
                        .getBytes(UTF_8));
    }

    private DistroContext context(Map<String, java.net.URI> mirrors) throws Exception {
        return new DistroContext(TestArchive.downloads(folder.newFolder().toPath()), mirrors, DistroSettings.NONE);
    }

    private Distro flatcar() throws Exception {
        return TestDistros.flatcar(
                context(Map.of()),
                Map.of("stable", server.uri("/stable/"), "beta", server.uri("/beta/")),
                new FileKeys(key.file()));
    }

    private static List<String> lines(Distro.Discovery found) {
        return found.kernels().stream()
                .map(each -> each.packageVersion() + " " + each.release() + " " + each.architecture() + " "
                        + each.origins() + " " + each.compiler().orElseThrow() + " "
                        + each.libc().orElseThrow())
                .toList();
    }

    @Test
    public void each_release_of_each_channel_is_found_with_its_kernel() throws Exception {
        Distro.Discovery found = flatcar().discover(Set.of(Architecture.X86_64));
        assertThat(found.warnings()).isEmpty();
        assertThat(lines(found))
                .containsExactly(
                        "3227.1.1 5.15.48-flatcar x86_64 [beta] gcc 10 2.33",
                        "3227.2.0 5.15.55-flatcar x86_64 [stable] gcc 10 2.33",
                        "3510.2.1 5.15.106-flatcar x86_64 [stable] gcc 11 2.34");
    }

    @Test
    public void releases_never_change_and_are_asked_for_once() throws Exception {
        Distro flatcar = flatcar();
        flatcar.discover(Set.of(Architecture.X86_64));
        flatcar.discover(Set.of(Architecture.X86_64));
        assertThat(server.requests())
                .filteredOn(path -> path.endsWith("packages.txt"))
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    public void what_is_missing_is_said_and_the_rest_is_found() throws Exception {
        server.remove("/stable/amd64-usr/3227.2.0/flatcar_production_image_packages.txt");
        server.put("/beta/amd64-usr/", "<html>busy</html>".getBytes(UTF_8));
        Distro.Discovery found = flatcar().discover(Set.of(Architecture.X86_64));
        assertThat(found.kernels()).hasSize(1);
        assertThat(found.warnings())
                .hasSize(2)
                .anyMatch(line -> line.contains("beta for x86_64"))
                .anyMatch(line -> line.contains("3227.2.0") && line.contains("404"));
    }

    @Test
    public void no_release_at_all_is_an_error() throws Exception {
        server.put("/stable/amd64-usr/", "<html><a href=\"./current/\">current</a></html>".getBytes(UTF_8));
        server.remove("/beta/amd64-usr/");
        assertThatThrownBy(() -> flatcar().discover(Set.of(Architecture.X86_64)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("lists no release");
    }

    @Test
    public void a_list_that_names_no_kernel_is_a_warning() throws Exception {
        packages("stable/amd64-usr/3227.2.0", "flatcar", "../../evil", "10", "2.33");
        assertThat(flatcar().discover(Set.of(Architecture.X86_64)).warnings())
                .anyMatch(line -> line.contains("names no kernel"));
    }

    /** As the original tool did it for CoreOS: the kernel that runs has its first file system in it. */
    @Test
    public void the_hash_is_that_of_the_running_kernels_configuration() throws Exception {
        String file = "/stable/amd64-usr/3227.2.0/flatcar_production_image_kernel_config.txt";
        server.put(file, CONFIG.getBytes(UTF_8));
        server.put(file + ".sig", key.signBinary(CONFIG.getBytes(UTF_8)));
        Distro flatcar = flatcar();
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        KernelConfig config = flatcar.bootConfigs(kernel).get(0);
        assertThat(new String(config.text(), UTF_8))
                .isEqualTo(
                        """
                        CONFIG_INITRAMFS_SOURCE="bootengine.cpio"
                        CONFIG_INITRAMFS_ROOT_UID=0
                        CONFIG_INITRAMFS_ROOT_GID=0
                        CONFIG_SMP=y
                        """);
        server.put(file + ".sig", TestKey.make().signBinary(CONFIG.getBytes(UTF_8)));
        Distro other = flatcar();
        assertThatThrownBy(() -> other.bootConfigs(kernel)).isInstanceOf(SignatureException.class);
    }

    @Test
    public void what_is_no_image_leaves_nothing_behind() throws Exception {
        String release = "/stable/amd64-usr/3227.2.0/flatcar_";
        for (String file : List.of("production_image_kernel_config.txt", "developer_container.bin.bz2")) {
            server.put(release + file, CONFIG.getBytes(UTF_8));
            server.put(release + file + ".sig", key.signBinary(CONFIG.getBytes(UTF_8)));
        }
        Distro flatcar = flatcar();
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        java.io.File work = folder.newFolder();
        java.nio.file.Path root =
                java.nio.file.Files.createDirectory(work.toPath().resolve("tree"));
        assertThatThrownBy(() -> flatcar.prepare(kernel, UnpackTarget.of(root)))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("no file system");
        assertThat(work.list()).containsExactly("tree");
    }

    @Test
    public void coreos_has_its_kernels_revision_in_the_release_and_no_servers_of_its_own() throws Exception {
        channel("old", "amd64-usr", "1185.1.0/", "2303.3.0/");
        packages("old/amd64-usr/1185.1.0", "coreos", "4.7.3-r2", "4.9.3", "2.21-r2");
        packages("old/amd64-usr/2303.3.0", "coreos", "4.19.84-r1", "8.3.0", "2.29-r2");
        Distro coreos = Distros.named(CoreOs.ID, context(Map.of(CoreOs.ID, server.uri("/old"))));
        assertThat(lines(coreos.discover(Set.of(Architecture.X86_64))))
                .containsExactly(
                        "1185.1.0 4.7.3-coreos-r2 x86_64 [stable] gcc 4.9 2.17",
                        "2303.3.0 4.19.84-coreos-r1 x86_64 [stable] gcc 8 2.28");
        assertThat(Distros.standard(List.of())).doesNotContain(CoreOs.ID, Flatcar.ID);
        assertThat(Distros.standard(List.of("flatcar-beta"))).contains(Flatcar.ID);
        assertThat(Distros.needs(Flatcar.ID)).isEmpty();
    }

    @Test
    public void the_keys_in_the_jar_can_be_read() throws Exception {
        Distro flatcar = Distros.named(Flatcar.ID, context(Map.of(Flatcar.ID, server.uri("/stable"))));
        String file = "/stable/amd64-usr/3227.2.0/flatcar_production_image_kernel_config.txt";
        server.put(file, CONFIG.getBytes(UTF_8));
        server.put(file + ".sig", key.signBinary(CONFIG.getBytes(UTF_8)));
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(0);
        assertThatThrownBy(() -> flatcar.bootConfigs(kernel))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not known");
    }
}
