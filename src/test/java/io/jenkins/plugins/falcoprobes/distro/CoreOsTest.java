package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestKernelImage;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CoreOsTest {
    private static final String CONFIG = "CONFIG_INITRAMFS_SOURCE=\"bootengine.cpio\"\nCONFIG_SMP=y\n";
    private static final String BOARD = "stable/amd64-usr";
    private static final String OLD = BOARD + "/766.5.0";
    private static final Set<Architecture> X86 = Set.of(Architecture.X86_64);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;
    private MadeReleases releases;

    @Before
    public void make_releases() throws Exception {
        key = TestKey.make();
        releases = new MadeReleases(CoreOs.ID, server, key);
    }

    private void publish(String version, String kernel, String uname) {
        releases.channel("stable", "amd64-usr", version + "/");
        releases.packages(BOARD + "/" + version, kernel, "4.9.3", "2.21-r2");
        releases.contents(BOARD + "/" + version, uname);
    }

    private void publishSource(String version, byte[] tarball) throws Exception {
        String name = "linux-" + version + ".tar.xz";
        server.put("/kernel/v4.x/" + name, tarball);
        server.put("/kernel/v4.x/sha256sums.asc", key.clearsign(sha256(tarball) + "  " + name + "\n"));
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private Distro coreos() throws Exception {
        DistroContext context = new DistroContext(
                TestArchive.downloads(folder.newFolder().toPath()),
                Map.of("vanilla", server.uri("/kernel/")),
                DistroSettings.NONE.with("vanilla.keys", key.file()));
        return TestDistros.coreos(context, Map.of("stable", server.uri("/stable/")), new FileKeys(key.file()));
    }

    private String found() throws Exception {
        Kernel kernel = coreos().discover(X86).kernels().get(0);
        return kernel.packageVersion() + " " + kernel.release() + " "
                + kernel.compiler().orElseThrow();
    }

    /** Packages and names of those releases, by their ebuilds' {@code COREOS_SOURCE_REVISION}. */
    @Test
    public void kernels_have_the_revision_of_their_source_in_their_name() throws Exception {
        publish("2303.3.0", "4.19.86", "not asked for");
        assertThat(found()).isEqualTo("2303.3.0 4.19.86-coreos gcc 4.9");
        publish("1185.5.0", "4.7.3-r4", "4.7.3-coreos-r3");
        assertThat(found()).isEqualTo("1185.5.0 4.7.3-coreos-r3 gcc 4.9");
        publish("1478.0.0", "4.13_rc7-r1", "4.13.0-rc7-coreos");
        assertThat(found()).isEqualTo("1478.0.0 4.13.0-rc7-coreos gcc 4.9");
    }

    @Test
    public void there_are_no_servers_of_its_own() throws Exception {
        publish("2303.3.0", "4.19.86", "");
        DistroContext context = new DistroContext(
                TestArchive.downloads(folder.newFolder().toPath()),
                Map.of(CoreOs.ID, server.uri("/stable")),
                DistroSettings.NONE);
        assertThat(Distros.named(CoreOs.ID, context).discover(X86).kernels()).hasSize(1);
        assertThat(Distros.standard(List.of())).doesNotContain(CoreOs.ID);
    }

    @Test
    public void an_old_release_is_built_from_the_source_of_its_kernel_and_the_configuration_in_it() throws Exception {
        publish("766.5.0", "4.2.2-r7", "4.2.2-coreos-r1");
        publishSource(
                "4.2.2",
                TestTar.xz(new TestTar()
                        .file("linux-4.2.2/Makefile", "VERSION = 4\n")
                        .toBytes()));
        byte[] image = TestKernelImage.x86(CONFIG.getBytes(UTF_8));
        releases.sign(OLD, "production_pxe.vmlinuz", image);
        Distro coreos = coreos();
        Distro.Discovery found = coreos.discover(X86);
        assertThat(found.warnings()).singleElement().asString().startsWith("coreos up to 890: its kernels' headers");
        Kernel kernel = found.kernels().get(0);
        assertThat(kernel.release().value()).isEqualTo("4.2.2-coreos-r1");
        assertThat(kernel.libc()).isEmpty();
        assertThat(coreos.isBuildableOn(Architecture.X86_64, kernel)).isTrue();
        assertThat(coreos.isBuildableOn(Architecture.AARCH64, kernel)).isFalse();

        KernelTree tree =
                coreos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.source()).isTrue();
        assertThat(tree.root().resolve(KernelTree.SOURCE_CONFIG)).hasContent(CONFIG);
        assertThat(tree.root().resolve(KernelTree.SOURCE_FOLDER).resolve("Makefile"))
                .exists();
        assertThat(tree.kernel().packages())
                .extracting(KernelPackage::name)
                .containsExactly("linux-4.2.2.tar.xz", "coreos_production_pxe.vmlinuz");
        assertThat(tree.kernel().packages())
                .extracting(KernelPackage::sha256)
                .doesNotContain("")
                .contains(sha256(image));
        assertThat(coreos.bootConfigs(kernel)).singleElement().satisfies(config -> assertThat(config.md5())
                .isEqualTo(tree.config().md5()));
    }

    /** Up to 522 kernels were built from git. */
    @Test
    public void the_first_ones_have_no_revision() throws Exception {
        publish("522.6.0", "4.0-r2", "4.0.0+");
        publishSource("4.0", new byte[0]);
        assertThat(found()).isEqualTo("522.6.0 4.0.0+ gcc 4.9");
    }

    @Test
    public void without_kernel_org_the_old_ones_are_left_out() throws Exception {
        publish("899.1.0", "4.3.3", "");
        releases.channel("stable", "amd64-usr", "766.5.0/", "766.6.0/", "899.1.0/");
        for (String version : List.of("766.5.0", "766.6.0")) {
            releases.packages(BOARD + "/" + version, "4.2.2-r7", "4.9.3", "2.21-r2");
            releases.contents(BOARD + "/" + version, "4.2.2-coreos-r1");
        }
        Distro.Discovery found = coreos().discover(X86);
        assertThat(found.kernels()).extracting(Kernel::packageVersion).containsExactly("899.1.0");
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .startsWith("coreos: a release is left out: ")
                .contains("sha256sums.asc");
        publishSource("4.2.3", new byte[0]);
        assertThat(coreos().discover(X86).warnings())
                .containsExactly("coreos: a release is left out: kernel.org's list has no version 4.2.2");
    }

    @Test
    public void what_others_have_signed_is_not_built_with() throws Exception {
        publish("766.5.0", "4.2.2-r7", "4.2.2-coreos-r1");
        publishSource("4.2.2", new byte[0]);
        byte[] image = TestKernelImage.x86(CONFIG.getBytes(UTF_8));
        releases.sign(OLD, "production_pxe.vmlinuz", image);
        server.put(
                "/" + releases.path(OLD, "production_pxe.vmlinuz") + ".sig",
                TestKey.make().signBinary(image));
        Distro coreos = coreos();
        Kernel kernel = coreos.discover(X86).kernels().get(0);
        UnpackTarget target = UnpackTarget.of(folder.newFolder().toPath());
        assertThatThrownBy(() -> coreos.prepare(kernel, target)).isInstanceOf(SignatureException.class);
    }
}
