package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class VanillaTest {
    private static final EnumSet<Architecture> BOTH = EnumSet.allOf(Architecture.class);
    private static final String CONFIG =
            """
            CONFIG_X86_64=y
            CONFIG_CC_VERSION_TEXT="gcc (Debian 14.2.0-19) 14.2.0"
            CONFIG_GCC_VERSION=140200
            """;

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;

    @Before
    public void publish() throws Exception {
        key = TestKey.make();
        String sum = "a3".repeat(32);
        server.put(
                "/kernel/v6.x/sha256sums.asc",
                key.clearsign(sum + "  linux-6.1.tar.xz\n" + sum + "  linux-6.6.30.tar.xz\n"));
    }

    private Distro vanilla(DistroSettings settings) throws Exception {
        return Distros.named(
                "vanilla",
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of("vanilla", server.uri("/kernel/")),
                        settings));
    }

    private DistroSettings releases(String releases) throws IOException {
        return DistroSettings.of(Map.of("vanilla.releases", releases)).with("vanilla.keys", key.file());
    }

    @Test
    public void releases_are_found_by_the_versions_that_they_begin_with() throws Exception {
        Distro.Discovery found = vanilla(releases("6.6.30-mine, 6.1 6.6.31")).discover(BOTH);
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release() + " " + kernel.architecture())
                .containsExactly("6.6.30-mine x86_64", "6.6.30-mine aarch64", "6.1.0 x86_64", "6.1.0 aarch64");
        Kernel kernel = found.kernels().get(0);
        assertThat(kernel.packageVersion()).isEqualTo("6.6.30");
        assertThat(kernel.packages()).singleElement().satisfies(source -> {
            assertThat(source.role()).isEqualTo(KernelPackage.Role.SOURCE);
            assertThat(source.uri()).isEqualTo(server.uri("/kernel/v6.x/linux-6.6.30.tar.xz"));
        });
        assertThat(found.warnings())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("vanilla: 6.6.31: kernel.org's list has no such version"),
                        line -> assertThat(line).contains("no Module.symvers"));
    }

    @Test
    public void the_configuration_tells_architecture_and_compiler_and_is_what_hosts_have() throws Exception {
        Distro vanilla = vanilla(releases("6.6.30").with("vanilla.config", CONFIG.getBytes(UTF_8)));
        List<Kernel> kernels = vanilla.discover(BOTH).kernels();
        assertThat(kernels).extracting(Kernel::architecture).containsExactly(Architecture.X86_64);
        assertThat(kernels.get(0).compiler()).contains(new CompilerVersion(CompilerVersion.Family.GCC, 14, 2));
        assertThat(vanilla.bootConfigs(kernels.get(0)).get(0).text()).isEqualTo(CONFIG.getBytes(UTF_8));
    }

    @Test
    public void without_a_configuration_nobody_knows_its_md5() throws Exception {
        Distro vanilla = vanilla(releases("6.6.30"));
        Kernel kernel = vanilla.discover(BOTH).kernels().get(0);
        assertThatThrownBy(() -> vanilla.bootConfigs(kernel))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("vanilla.config");
    }

    @Test
    public void what_is_no_release_or_no_configuration_is_told() throws Exception {
        assertThatThrownBy(() -> vanilla(releases("six")).discover(BOTH))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("\"six\" is no release of a kernel.org kernel");
        assertThatThrownBy(() -> vanilla(releases("6.6.30").with("vanilla.config", "<html>".getBytes(UTF_8))))
                .isInstanceOf(IOException.class)
                .hasMessage("vanilla.config: is no configuration of a kernel: no line sets CONFIG_...");
    }

    @Test
    public void the_key_in_the_jar_is_kernel_orgs() throws Exception {
        Distro vanilla = vanilla(DistroSettings.of(Map.of("vanilla.releases", "6.6.30")));
        assertThatThrownBy(() -> vanilla.discover(BOTH))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("no valid signature");
    }

    @Test
    public void it_is_looked_at_only_where_releases_are_given() {
        assertThat(Distros.standard(List.of())).doesNotContain("vanilla");
        assertThat(Distros.standard(List.of("vanilla.releases"))).contains("vanilla");
    }
}
