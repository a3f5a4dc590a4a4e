package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A kernel of one's own, told by settings. */
public class CustomTest {
    private static final EnumSet<Architecture> X86_64 = EnumSet.of(Architecture.X86_64);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Distro custom(Map<String, String> settings) throws Exception {
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((name, value) -> prefixed.put("custom." + name, value));
        return Distros.named(
                "custom",
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of(),
                        DistroSettings.of(prefixed)
                                .with(
                                        "custom.config",
                                        "CONFIG_X86_64=y\nCONFIG_GCC_VERSION=120200\n".getBytes(UTF_8))));
    }

    @Test
    public void the_packages_in_a_folder_are_a_kernel_of_the_distribution_that_runs_it() throws Exception {
        Path packages = folder.newFolder("packages").toPath();
        for (String name : new String[] {
            "linux-headers-6.1.0-9-amd64_6.1.27-1_amd64.deb", "linux-kbuild-6.1_6.1.27-1_amd64.deb", "notes.txt"
        }) {
            Files.writeString(packages.resolve(name), name);
        }
        Map<String, String> settings =
                Map.of("release", "6.1.0-9-amd64", "packages", packages.toString(), "target", "debian");
        Distro.Discovery found = custom(settings).discover(X86_64);
        assertThat(found.warnings())
                .containsExactly("custom: nobody vouches for its packages: they are used as they come");
        assertThat(TestRepositories.names(found.kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.27-1-amd64_1.ko");
        assertThat(found.kernels().get(0).packages())
                .extracting(KernelPackage::role)
                .containsExactly(Role.HEADERS, Role.KBUILD);
        Map<String, String> rpm =
                Map.of("release", "6.6.1-mine", "packages", "file:/headers.rpm", "target", "ourlinux", "version", "7");
        assertThat(TestRepositories.names(custom(rpm).discover(X86_64).kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_ourlinux_6.6.1-mine_7.ko");
    }

    @Test
    public void a_tarball_of_any_name_is_its_source() throws Exception {
        Path tarball = folder.getRoot().toPath().resolve("ours.tar.xz");
        Files.write(
                tarball,
                TestTar.xz(new TestTar()
                        .file("tree/Makefile", "VERSION = 6\n")
                        .file("tree/Kconfig", "mainmenu")
                        .toBytes()));
        Distro distro = custom(Map.of("release", "6.17.0-rc3-ours", "source", tarball.toString()));
        Distro.Discovery found = distro.discover(X86_64);
        assertThat(TestRepositories.names(found.kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_custom_6.17.0-rc3-ours_1.ko");
        Kernel kernel = found.kernels().get(0);
        KernelTree tree =
                distro.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.root().resolve(KernelTree.SOURCE_FOLDER).resolve("Makefile"))
                .content()
                .startsWith("VERSION");
        assertThat(tree.kernel().packages(Role.SOURCE).get(0).sha256()).hasSize(64);
        assertThat(distro.bootConfigs(kernel).get(0).value("CONFIG_X86_64")).contains("y");
    }

    @Test
    public void what_makes_no_sense_is_refused_in_one_line() throws Exception {
        assertRefused(Map.of("packages", "headers.rpm"), "\"headers.rpm\" is neither an address");
        assertRefused(Map.of("packages", folder.newFolder("empty").toString()), "has no .deb, .rpm or tarball in it");
        assertRefused(Map.of("packages", "file:/a.rpm", "source", "file:/b.tar"), "custom.source: takes one file");
        assertRefused(Map.of("source", "file:/a.tar file:/b.tar"), "custom.source: takes one file");
    }

    private void assertRefused(Map<String, String> more, String message) throws Exception {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("release", "6.6.1");
        Distro distro = custom(settings);
        assertThatThrownBy(() -> distro.discover(X86_64))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }
}
