package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.RateLimitException;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Minikube and Talos, by files in the places that their repositories have them in. */
public class ImageKernelsTest {
    private static final EnumSet<Architecture> BOTH = EnumSet.allOf(Architecture.class);
    private static final String ISO = "/kubernetes/minikube/%s/deploy/iso/minikube-iso/";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestRepositories github;

    @Before
    public void publishKernels() throws Exception {
        TestKey key = TestKey.make();
        github = new TestRepositories(server, key);
        server.put(
                "/kernel/v4.x/sha256sums.asc",
                key.clearsign(
                        "a4".repeat(32) + "  linux-4.19.202.tar.xz\n" + "a3".repeat(32) + "  linux-4.19.76.tar.xz\n"));
        server.put("/kernel/v5.x/sha256sums.asc", key.clearsign("a5".repeat(32) + "  linux-5.10.57.tar.xz\n"));
        server.put("/kernel/v6.x/sha256sums.asc", key.clearsign("a6".repeat(32) + "  linux-6.1.12.tar.xz\n"));
    }

    private Distro distro(String id) throws Exception {
        return distro(id, DistroSettings.NONE);
    }

    private Distro distro(String id, DistroSettings settings) throws Exception {
        return github.distro(id, folder.newFolder().toPath(), settings);
    }

    private void tags(String repository, String... names) {
        github.tags(repository, names);
    }

    private void put(String path, String content) {
        github.put(path, content);
    }

    private static String buildroot(String version) {
        return "BR2_x86_64=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION=y\nBR2_LINUX_KERNEL_CUSTOM_VERSION_VALUE=\"" + version
                + "\"\n";
    }

    @Test
    public void minikubes_kernels_are_in_its_releases_wherever_the_files_are() throws Exception {
        tags("kubernetes/minikube", "v1.26.0", "v1.25.2", "v1.26.0-beta.0", "v0.1");
        String old = ISO.formatted("v1.25.2");
        put(old + "configs/minikube_defconfig", buildroot("4.19.202"));
        put(old + "board/coreos/minikube/linux_defconfig", "CONFIG_SMP=y\n");
        String now = ISO.formatted("v1.26.0");
        for (String machine : List.of("x86_64", "aarch64")) {
            put(now + "configs/minikube_" + machine + "_defconfig", buildroot("5.10.57"));
            put(now + "board/minikube/" + machine + "/linux_" + machine + "_defconfig", "CONFIG_SMP=y\n");
        }
        Distro minikube = distro("minikube");
        Distro.Discovery found = minikube.discover(BOTH);
        assertThat(TestRepositories.names(found.kernels()))
                .containsExactly(
                        "8.0.0+driver/x86_64/falco_minikube_4.19.202_1_1.25.2.ko",
                        "8.0.0+driver/x86_64/falco_minikube_5.10.57_1_1.26.0.ko",
                        "8.0.0+driver/aarch64/falco_minikube_5.10.57_1_1.26.0.ko");
        assertThat(found.warnings()).hasSize(2).anyMatch(line -> line.contains("nobody signs them"));
        assertThat(minikube.bootConfigs(found.kernels().get(0)).get(0).text())
                .asString()
                .as("what the engine's own name for the made one comes beside")
                .isEqualTo("CONFIG_SMP=y\n");
    }

    @Test
    public void taloss_kernels_are_in_the_state_that_a_release_names() throws Exception {
        tags("siderolabs/talos", "v1.4.0", "v1.3.9");
        put("/siderolabs/talos/v1.4.0/pkg/machinery/gendata/data/pkgs", "v1.4.1-5-g3ae2450");
        put("/siderolabs/pkgs/3ae2450/Pkgfile", "vars:\n  linux_version: 6.1.12\n  linux_sha256: d47a\n");
        put(
                "/siderolabs/pkgs/3ae2450/kernel/build/config-amd64",
                "CONFIG_LOCALVERSION=\"-talos\"\nCONFIG_GCC_VERSION=120200\n");
        Distro.Discovery found = distro("talos").discover(EnumSet.of(Architecture.X86_64));
        assertThat(TestRepositories.names(found.kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_talos_6.1.12-talos_1_v1.4.0.ko");
        assertThat(found.kernels().get(0).compiler()).contains(new CompilerVersion(CompilerVersion.Family.GCC, 12, 2));
        assertThat(found.warnings()).contains("talos: v1.3.9 for x86_64: it has no pkg/machinery/gendata/data/pkgs");
    }

    @Test
    public void only_releases_of_the_newest_series_are_looked_at() throws Exception {
        tags("kubernetes/minikube", "v1.1.0", "v1.2.0", "v1.3.0", "v1.4.0", "v1.5.0", "v1.6.0", "v1.10.0");
        for (String tag : List.of("v1.1.0", "v1.2.0", "v1.10.0")) {
            put(ISO.formatted(tag) + "configs/minikube_defconfig", buildroot("4.19.202"));
            put(ISO.formatted(tag) + "board/coreos/minikube/linux_defconfig", "CONFIG_SMP=y\n");
        }
        assertThat(distro("minikube").discover(BOTH).kernels())
                .extracting(Kernel::packageVersion)
                .containsExactly("1.2.0", "1.10.0");
        assertThat(distro("minikube", DistroSettings.of(Map.of("minikube.since", "v1.1.0")))
                        .discover(BOTH)
                        .kernels())
                .extracting(Kernel::packageVersion)
                .containsExactly("1.1.0", "1.2.0", "1.10.0");
        assertThatThrownBy(() -> distro("minikube", DistroSettings.of(Map.of("minikube.since", "last year")))
                        .discover(BOTH))
                .hasMessage("minikube.since: \"last year\" is no release like 1.4.0");
    }

    @Test
    public void the_kernel_of_minikubes_before_1_14_1_is_in_its_makefile() throws Exception {
        tags("kubernetes/minikube", "v1.5.0");
        put(ISO.formatted("v1.5.0") + "configs/minikube_defconfig", "BR2_LINUX_KERNEL=y\n");
        put(ISO.formatted("v1.5.0") + "board/coreos/minikube/linux_defconfig", "CONFIG_SMP=y\n");
        assertThatThrownBy(() -> distro("minikube").discover(BOTH)).hasMessageContaining("nor does its Makefile");
        put("/kubernetes/minikube/v1.5.0/Makefile", "GO ?= go\nKERNEL_VERSION ?= 4.19.76\n");
        assertThat(TestRepositories.names(distro("minikube").discover(BOTH).kernels()))
                .containsExactly("8.0.0+driver/x86_64/falco_minikube_4.19.76_1_1.5.0.ko");
    }

    @Test
    public void answers_that_are_none_are_errors_and_not_no_kernels() throws Exception {
        put("/repos/kubernetes/minikube/tags", "{\"message\": \"API rate limit exceeded\"}");
        assertThatThrownBy(() -> distro("minikube").discover(BOTH))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("is no list of tags");
        tags("kubernetes/minikube", "v1.26.0");
        assertThatThrownBy(() -> distro("minikube").discover(BOTH))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith("no release says which kernel it has");
    }

    @Test
    public void a_token_is_shown_to_the_mirror_that_stands_for_GitHub_and_is_in_no_message() throws Exception {
        server.admit(headers -> "Bearer ghp_secret".equals(headers.getFirst("Authorization")));
        tags("kubernetes/minikube", "v1.0.0");
        byte[] token = "ghp_secret\n".getBytes(UTF_8);
        assertThatThrownBy(() -> distro("minikube", DistroSettings.NONE.with("minikube.token", token))
                        .discover(BOTH))
                .hasMessageContaining("no release says which kernel it has");
        assertThatThrownBy(() -> distro("minikube").discover(BOTH)).hasMessageContaining("the server answered");
        assertThatThrownBy(() ->
                        distro("talos", DistroSettings.NONE.with("talos.token", "ghp_se cret\nX: y".getBytes(UTF_8))))
                .hasMessageStartingWith("talos.token: holds no token")
                .hasMessageNotContaining("cret");
    }

    @Test
    public void a_limit_that_was_reached_is_told_once_with_its_end_and_not_tried_again() throws Exception {
        server.put("/repos/siderolabs/talos/tags", exchange -> {
            exchange.getResponseHeaders().set("X-RateLimit-Remaining", "0");
            exchange.getResponseHeaders().set("X-RateLimit-Reset", "1795593600");
            exchange.sendResponseHeaders(403, -1);
        });
        assertThatThrownBy(() -> distro("talos").discover(BOTH))
                .isInstanceOf(RateLimitException.class)
                .hasMessageContaining("answers no more requests until 2026-11-25T");
        assertThat(server.requests().stream().filter(line -> line.contains("/tags")))
                .hasSize(1);
    }
}
