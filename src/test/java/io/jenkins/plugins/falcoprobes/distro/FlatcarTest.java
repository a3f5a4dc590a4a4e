package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestKernelImage;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
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

public class FlatcarTest {
    private static final String CONFIG = "CONFIG_INITRAMFS_SOURCE=\"bootengine.cpio\"\nCONFIG_SMP=y\n";
    private static final String KERNEL = "production_pxe.vmlinuz";
    private static final String PUBLISHED = "production_image_kernel_config.txt";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;
    private MadeReleases releases;

    @Before
    public void makeReleases() throws Exception {
        key = TestKey.make();
        releases = new MadeReleases(Flatcar.ID, server, key);
        releases.channel("stable", "amd64-usr", "./current/", "./3227.2.0/", "./3510.2.1/");
        releases.channel("beta", "amd64-usr", "./3227.1.1/");
        releases.channel("stable", "arm64-usr", "./3510.2.1/");
        releases.packages("stable/amd64-usr/3227.2.0", "5.15.55", "10.3.0-r2", "2.33-r13");
        releases.packages("stable/amd64-usr/3510.2.1", "5.15.106-r1", "11.3.0", "2.36-r5");
        releases.contents("stable/amd64-usr/3510.2.1", "5.15.106-flatcar");
        releases.packages("stable/arm64-usr/3510.2.1", "5.15.106-r1", "11.3.0", "2.36-r5");
        releases.packages("beta/amd64-usr/3227.1.1", "5.15.48", "10.3.0-r2", "2.33-r13");
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
        assertThat(Distros.standard(List.of())).doesNotContain(Flatcar.ID);
        assertThat(Distros.standard(List.of("flatcar-beta"))).contains(Flatcar.ID);
        assertThat(Distros.needs(Flatcar.ID)).isEmpty();
    }

    @Test
    public void releases_never_change_and_are_asked_for_once() throws Exception {
        Distro flatcar = flatcar();
        flatcar.discover(Set.of(Architecture.X86_64));
        flatcar.discover(Set.of(Architecture.X86_64));
        assertThat(server.requests())
                .filteredOn(path -> path.endsWith(".txt"))
                .doesNotHaveDuplicates()
                .hasSize(4);
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
        releases.packages("stable/amd64-usr/3227.2.0", "../../evil", "10", "2.33");
        assertThat(flatcar().discover(Set.of(Architecture.X86_64)).warnings())
                .anyMatch(line -> line.contains("names no kernel"));
    }

    /** Lines of a host's, as https://github.com/flatcar/scripts/pull/4053 has them, and of the ebuilds coreos-modules of its time. */
    @Test
    public void hashes_are_those_of_the_running_kernels_configuration_and_of_the_published_one() throws Exception {
        String booted = "CONFIG_INITRAMFS_SOURCE=\"bootengine.cpio\"\nCONFIG_EXTRA_FIRMWARE=\"intel-ucode/06-cf-02"
                + " intel-ucode/06-cf-01\"\nCONFIG_EXTRA_FIRMWARE_DIR=\"/build/amd64-usr/lib/firmware\"\n";
        String published = "CONFIG_INITRAMFS_SOURCE=\"bootengine.cpio\"\nCONFIG_EXTRA_FIRMWARE=\"\"\n";
        String release = "stable/amd64-usr/3227.2.0";
        releases.sign(release, KERNEL, TestKernelImage.x86(booted.getBytes(UTF_8)));
        Distro flatcar = flatcar();
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        assertThat(texts(flatcar, kernel)).containsExactly(booted);
        releases.sign(release, PUBLISHED, published.getBytes(UTF_8));
        assertThat(texts(flatcar, kernel)).containsExactly(booted, published);
    }

    @Test
    public void one_text_has_one_name() throws Exception {
        String release = "stable/arm64-usr/3510.2.1";
        releases.contents(release, "5.15.106-flatcar");
        releases.sign(release, KERNEL, TestKernelImage.plain(CONFIG.getBytes(UTF_8)));
        releases.sign(release, PUBLISHED, CONFIG.getBytes(UTF_8));
        Distro flatcar = flatcar();
        Kernel kernel = flatcar.discover(Set.of(Architecture.AARCH64)).kernels().get(0);
        assertThat(texts(flatcar, kernel)).containsExactly(CONFIG);
    }

    private static List<String> texts(Distro distro, Kernel kernel) throws Exception {
        return distro.bootConfigs(kernel).stream()
                .map(config -> new String(config.text(), UTF_8))
                .toList();
    }

    @Test
    public void what_others_have_signed_is_not_read() throws Exception {
        String release = "stable/amd64-usr/3227.2.0";
        byte[] image = TestKernelImage.x86(CONFIG.getBytes(UTF_8));
        releases.sign(release, KERNEL, image);
        server.put("/" + releases.path(release, KERNEL) + ".sig", TestKey.make().signBinary(image));
        Distro flatcar = flatcar();
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        assertThatThrownBy(() -> flatcar.bootConfigs(kernel)).isInstanceOf(SignatureException.class);
    }

    @Test
    public void what_is_no_image_leaves_nothing_behind() throws Exception {
        releases.sign("stable/amd64-usr/3227.2.0", "developer_container.bin.bz2", CONFIG.getBytes(UTF_8));
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
    public void the_keys_in_the_jar_can_be_read() throws Exception {
        Distro flatcar = Distros.named(Flatcar.ID, context(Map.of(Flatcar.ID, server.uri("/stable"))));
        releases.sign("stable/amd64-usr/3227.2.0", KERNEL, TestKernelImage.x86(CONFIG.getBytes(UTF_8)));
        Kernel kernel = flatcar.discover(Set.of(Architecture.X86_64)).kernels().get(0);
        assertThatThrownBy(() -> flatcar.bootConfigs(kernel))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("is not known");
    }
}
