package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Which kernels of another machine are built for, and with what. */
public class CrossBuildTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void kernels_of_aarch64_are_built_on_x86_64_where_their_headers_have_the_sources_of_build_programs()
            throws Exception {
        Set<String> whole = new TreeSet<>();
        Set<String> shared = new TreeSet<>();
        for (String id : Distros.ids()) {
            Optional<Distro> distro = distro(id);
            if (distro.isPresent()) {
                assertThat(isBuildable(distro.get(), Architecture.AARCH64, Architecture.AARCH64, Role.HEADERS))
                        .isTrue();
                assertThat(isBuildable(distro.get(), Architecture.AARCH64, Architecture.X86_64, Role.HEADERS))
                        .isFalse();
                if (isBuildable(distro.get(), Architecture.X86_64, Architecture.AARCH64, Role.HEADERS)) {
                    whole.add(id);
                }
                if (isBuildable(
                        distro.get(), Architecture.X86_64, Architecture.AARCH64, Role.HEADERS, Role.COMMON_HEADERS)) {
                    shared.add(id);
                }
            }
        }
        assertThat(whole)
                .contains("ubuntu", "rocky", "fedora", "arch", "debian")
                .doesNotContain("raspios", "cos");
        // openSUSE's and SLES' flavours share headers.
        assertThat(shared)
                .contains("arch", "debian", "ubuntu")
                .doesNotContain("opensuse-leap", "opensuse-tumbleweed", "rocky", "fedora");
    }

    /** Without a mirror or a setting, some distributions cannot be had. */
    private Optional<Distro> distro(String id) throws Exception {
        DistroContext context =
                new DistroContext(new Downloads(folder.newFolder().toPath(), 0), Map.of(), DistroSettings.NONE);
        try {
            return Optional.of(Distros.named(id, context));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isBuildable(Distro distro, Architecture builder, Architecture machine, Role... roles) {
        List<KernelPackage> packages = Stream.of(roles)
                .map(role -> new KernelPackage(role, "headers", "1", URI.create("http://example.org/" + role), 1, ""))
                .toList();
        Kernel kernel = new Kernel(
                distro.id(),
                new KernelRelease("6.1.0-1"),
                "1",
                "1",
                machine,
                "",
                List.of(),
                packages,
                Optional.empty(),
                Optional.empty());
        return distro.isBuildableOn(builder, kernel);
    }

    @Test
    public void every_ubuntu_release_has_a_cross_compiler_that_debian_has() throws Exception {
        AptTable table = AptTable.of("ubuntu");
        assertThat(cross(table, "xenial", "4.4.0-210-generic")).isEqualTo("gcc 5: gcc-9 of bullseye-aarch64");
        assertThat(cross(table, "bionic", "4.15.0-213-generic")).isEqualTo("gcc 7: gcc-9 of bullseye-aarch64");
        assertThat(cross(table, "focal", "5.4.0-216-generic")).isEqualTo("gcc 9: gcc-9 of bullseye-aarch64");
        assertThat(cross(table, "jammy", "5.15.0-160-generic")).isEqualTo("gcc 11: gcc-11 of bookworm-aarch64");
        assertThat(cross(table, "jammy", "6.8.0-60-generic")).isEqualTo("gcc 12: gcc-12 of bookworm-aarch64");
        assertThat(cross(table, "noble", "6.8.0-60-generic")).isEqualTo("gcc 13: gcc-13 of trixie-aarch64");
        assertThat(cross(table, "plucky", "6.14.0-37-generic")).isEqualTo("gcc 14: gcc-14 of trixie-aarch64");
        assertThat(cross(table, "questing", "6.17.0-8-generic")).isEqualTo("gcc 15: gcc-15 of sid-aarch64");
        assertThat(cross(table, "resolute", "7.0.0-10-generic")).isEqualTo("gcc 15: gcc-15 of sid-aarch64");
        assertThat(cross(table, "stonking", "7.2.0-3-generic")).isEqualTo("gcc 16: gcc-16 of sid-aarch64");
        assertThat(table.tools()).allSatisfy(tools -> assertThat(cross(tools)).endsWith("-aarch64"));
    }

    private static String cross(AptTable table, String suite, String release) {
        AptTable.Tools tools = table.toolsOf(suite, release).orElseThrow();
        return tools.compiler() + ": " + cross(tools);
    }

    private static String cross(AptTable.Tools tools) {
        return Toolchains.candidates(
                        tools.compiler(), Optional.of(tools.libc()), Optional.of(Architecture.AARCH64), true)
                .get(0)
                .toString();
    }
}
