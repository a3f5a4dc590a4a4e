package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Bottlerocket's releases, by files in the places that its repositories have them in. */
public class BottlerocketTest {
    private static final String RELEASES = "/bottlerocket-os/bottlerocket/";
    private static final String SUM = "258a96b9".repeat(16);
    private static final Set<Architecture> X86_64 = EnumSet.of(Architecture.X86_64);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestRepositories github;

    @Before
    public void make() throws Exception {
        github = new TestRepositories(server, TestKey.make());
    }

    private Distro bottlerocket() throws Exception {
        return github.distro("bottlerocket", folder.newFolder().toPath());
    }

    private void variant(String tag, String name, String kernel, String more) {
        github.put(
                RELEASES + tag + "/variants/" + name + "/Cargo.toml",
                "[package.metadata.build-variant]\n" + more + "included-packages = [\n# core\n    \"release\",\n    \""
                        + kernel + "\",\n# k8s\n    \"cni\",\n]\n");
    }

    private void kernel(String place, String kernel, String rpm, String config) {
        String at = place + "/packages/" + kernel + "/";
        github.put(
                at + "Cargo.toml",
                """
                [[package.metadata.build-package.external-files]]
                # Use latest-kernel-srpm-url.sh to get this.
                url = "https://cdn.amazonlinux.com/al2023/blobstore/c5625b/%s"
                sha512 = "%s"
                force-upstream = true

                [[package.metadata.build-package.external-files]]
                url = "https://yum.repos.neuron.amazonaws.com/aws-neuronx-dkms-2.18.12.0.noarch.rpm"
                sha512 = "%s"
                """
                        .formatted(rpm, SUM, "4ed92e66".repeat(16)));
        github.put(at + "config-bottlerocket", config);
    }

    @Test
    public void kernels_of_a_release_are_those_of_its_variants_in_the_kit_that_it_names() throws Exception {
        github.tags("bottlerocket-os/bottlerocket", "v1.26.1");
        String tag = RELEASES + "v1.26.1";
        github.put(
                tag + "/Cargo.toml",
                """
                [workspace]
                members = [
                    "packages/settings-defaults",

                    "variants/aws-dev",
                    "variants/aws-k8s-1.23",
                    "variants/aws-k8s-1.31",
                    "variants/aws-k8s-1.31-nvidia",
                    "variants/vmware-k8s-1.31",
                    "variants/metal-k8s-1.29",
                ]
                """);
        github.put(
                tag + "/Twoliter.toml",
                """
                [[kit]]
                name = "bottlerocket-core-kit"
                version = "3.1.1"
                vendor = "bottlerocket"

                [[kit]]
                name = "bottlerocket-kernel-kit"
                version = "1.0.0"
                vendor = "bottlerocket"
                """);
        variant("v1.26.1", "aws-dev", "kernel-9.9", "");
        variant("v1.26.1", "aws-k8s-1.23", "kernel-5.10", "");
        variant("v1.26.1", "aws-k8s-1.31", "kernel-6.1", "");
        variant("v1.26.1", "aws-k8s-1.31-nvidia", "kernel-6.1", "");
        variant("v1.26.1", "vmware-k8s-1.31", "kernel-6.1", "supported-arches = [\"x86_64\"]\n");
        variant("v1.26.1", "metal-k8s-1.29", "kernel-6.1", "supported-arches = [\"x86_64\"]\n");
        String kit = "/bottlerocket-os/bottlerocket-kernel-kit/v1.0.0";
        kernel(kit, "kernel-6.1", "kernel-6.1.119-129.201.amzn2023.src.rpm", "CONFIG_EXT4_FS=y\n");
        kernel(kit, "kernel-5.10", "kernel-5.10.230-223.885.amzn2.src.rpm", "CONFIG_EXT4_FS=y\n");

        Distro.Discovery found = bottlerocket().discover(EnumSet.allOf(Architecture.class));
        assertThat(TestRepositories.names(found.kernels()))
                .containsExactly(
                        "8.0.0+driver/x86_64/falco_bottlerocket_5.10.230_1_1.26.1-aws.ko",
                        "8.0.0+driver/x86_64/falco_bottlerocket_6.1.119_1_1.26.1-aws.ko",
                        "8.0.0+driver/x86_64/falco_bottlerocket_6.1.119_1_1.26.1-vmware.ko",
                        "8.0.0+driver/x86_64/falco_bottlerocket_6.1.119_1_1.26.1-metal.ko",
                        "8.0.0+driver/aarch64/falco_bottlerocket_5.10.230_1_1.26.1-aws.ko",
                        "8.0.0+driver/aarch64/falco_bottlerocket_6.1.119_1_1.26.1-aws.ko");
        Kernel one = found.kernels().get(1);
        assertThat(one.packages(Role.SOURCE)).singleElement().satisfies(source -> {
            assertThat(source.name()).isEqualTo("kernel-6.1.119-129.201.amzn2023.src.rpm");
            assertThat(source.uri().toString()).endsWith("/c5625b/kernel-6.1.119-129.201.amzn2023.src.rpm");
            assertThat(source.sha256()).isEqualTo(SUM);
        });
        assertThat(found.warnings()).anyMatch(line -> line.contains("nobody signs them"));
    }

    @Test
    public void releases_before_there_were_kits_have_their_kernels_beside_them() throws Exception {
        github.tags("bottlerocket-os/bottlerocket", "v1.19.5");
        String tag = RELEASES + "v1.19.5";
        github.put(
                tag + "/variants/Cargo.toml", "[workspace]\nmembers = [\n    \"aws-k8s-1.23\",\n    \"aws-dev\",\n]\n");
        github.put(tag + "/Twoliter.toml", "schema-version = 1\n");
        variant("v1.19.5", "aws-k8s-1.23", "kernel-5.10", "");
        kernel(tag, "kernel-5.10", "kernel-5.10.214-202.855.amzn2.src.rpm", "CONFIG_EXT4_FS=m\n");
        github.put(tag + "/packages/kernel-5.10/config-bottlerocket-aws", "CONFIG_EXT4_FS=y\n");
        assertThat(TestRepositories.names(bottlerocket().discover(X86_64).kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_bottlerocket_5.10.214_1_1.19.5-aws.ko");
    }

    @Test
    public void a_release_without_what_is_looked_for_is_told_and_not_taken_for_one_without_kernels() throws Exception {
        github.tags("bottlerocket-os/bottlerocket", "v1.26.1");
        assertThatThrownBy(() -> bottlerocket().discover(X86_64))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("none of its variants names a kernel");
        github.put(RELEASES + "v1.26.1/Cargo.toml", "members = [\n    \"variants/aws-k8s-1.31\",\n]\n");
        variant("v1.26.1", "aws-k8s-1.31", "kernel-6.1", "");
        assertThatThrownBy(() -> bottlerocket().discover(X86_64))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("no source package, or no configuration, in packages/kernel-6.1/ at v1.26.1");
    }
}
