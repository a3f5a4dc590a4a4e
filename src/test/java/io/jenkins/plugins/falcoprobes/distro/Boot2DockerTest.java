package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** boot2docker's releases, by files in the places that its repository has them in. */
public class Boot2DockerTest {
    private static final String REPOSITORY = "/boot2docker/boot2docker/";
    private static final String COMMIT = "0123456789".repeat(4);
    private static final EnumSet<Architecture> BOTH = EnumSet.allOf(Architecture.class);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestRepositories github;

    @Before
    public void publish() throws Exception {
        TestKey key = TestKey.make();
        github = new TestRepositories(server, key);
        byte[] tarball = TestTar.xz(new TestTar()
                .file("linux-4.9.93/Makefile", "VERSION = 4\n")
                .file("linux-4.9.93/arch/x86/configs/x86_64_defconfig", "CONFIG_64BIT=y\nCONFIG_SMP=y\nCONFIG_TUN=m\n")
                .toBytes());
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(tarball));
        server.put("/kernel/v4.x/linux-4.9.93.tar.xz", tarball);
        server.put("/kernel/v4.x/sha256sums.asc", key.clearsign(sum + "  linux-4.9.93.tar.xz\n"));
    }

    private KernelTree prepare(Distro distro, Kernel kernel) throws Exception {
        return distro.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
    }

    private Distro boot2docker() throws Exception {
        return github.distro("boot2docker", folder.newFolder().toPath());
    }

    @Test
    public void old_releases_have_a_whole_configuration_and_aufs() throws Exception {
        github.tags("boot2docker/boot2docker", "v18.05.0-ce", "v18.05.0-ce-rc1");
        github.put(
                REPOSITORY + "v18.05.0-ce/Dockerfile",
                """
                FROM debian:stretch-slim
                ENV KERNEL_VERSION  4.9.93
                ENV AUFS_REPO       https://github.com/sfjro/aufs4-standalone
                ENV AUFS_BRANCH     aufs4.9
                ENV AUFS_COMMIT     %s
                """
                        .formatted(COMMIT));
        github.put(
                REPOSITORY + "v18.05.0-ce/kernel_config",
                "CONFIG_64BIT=y\nCONFIG_X86_64=y\nCONFIG_LOCALVERSION=\"-boot2docker\"\n");
        Distro distro = boot2docker();
        Distro.Discovery found = distro.discover(BOTH);
        assertThat(found.kernels()).singleElement().satisfies(kernel -> {
            assertThat(kernel.release().value()).isEqualTo("4.9.93-boot2docker");
            assertThat(kernel.packageVersion()).isEqualTo("18.05.0-ce");
            assertThat(kernel.architecture()).isEqualTo(Architecture.X86_64);
        });
        Kernel kernel = found.kernels().get(0);
        assertThatThrownBy(() -> prepare(distro, kernel))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("aufs has no aufs4-base.patch at " + COMMIT);
        for (String name : new String[] {"base", "mmap", "loopback"}) {
            github.put("/sfjro/aufs4-standalone/" + COMMIT + "/aufs4-" + name + ".patch", "SPDX " + name);
        }
        KernelTree tree = prepare(distro, kernel);
        assertThat(tree.root().resolve(KernelTree.SOURCE_PATCHES))
                .isDirectoryContaining("glob:**mmap.patch")
                .isDirectoryContaining("glob:**loopback.patch");
        assertThat(tree.root().resolve(KernelTree.SOURCE_CONFIG)).content().contains("CONFIG_X86_64=y");
    }

    @Test
    public void new_ones_have_pieces_that_come_after_the_kernels_own() throws Exception {
        github.tags("boot2docker/boot2docker", "v19.03.12");
        github.put(REPOSITORY + "v19.03.12/Dockerfile", "ENV LINUX_VERSION 4.9.93\n");
        github.put(
                REPOSITORY + "v19.03.12/files/kernel-config.d/boot2docker",
                "CONFIG_LOCALVERSION=\"-boot2docker\"\n-CONFIG_SMP\n");
        github.put(REPOSITORY + "v19.03.12/files/kernel-config.d/tun", "CONFIG_TUN=y\n");
        Distro distro = boot2docker();
        Kernel kernel = distro.discover(BOTH).kernels().get(0);
        KernelTree tree = prepare(distro, kernel);
        assertThat(tree.root().resolve(KernelTree.SOURCE_CONFIG))
                .hasContent(
                        """
                        CONFIG_64BIT=y
                        # CONFIG_SMP is not set
                        CONFIG_TUN=y
                        CONFIG_LOCALVERSION="-boot2docker"
                        """);
        assertThat(tree.root().resolve(KernelTree.SOURCE_PATCHES)).doesNotExist();
    }
}
