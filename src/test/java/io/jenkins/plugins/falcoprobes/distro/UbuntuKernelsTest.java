package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.TestIndex;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/**
 * Over paragraphs like those of Ubuntu's indexes. Most names, versions and {@code Depends} are of real packages, as
 * {@code dpkg -s}, {@code apt-cache show} and the source packages' {@code .dsc} files in public say; some follow their pattern,
 * and most sizes and checksums are made up.
 */
public class UbuntuKernelsTest {
    private static final String[] ALL = {
        "trusty", "xenial-updates", "bionic-updates", "focal-updates", "jammy-updates", "jammy-updates-arm64", "noble"
    };

    private static List<DebianPackage> packages(String... suites) throws IOException {
        List<DebianPackage> packages = new ArrayList<>();
        for (String suite : suites) {
            try (InputStream in = UbuntuKernelsTest.class.getResourceAsStream("Packages.ubuntu-" + suite)) {
                packages.addAll(TestIndex.read(suite.replace("-arm64", ""), in));
            }
        }
        return packages;
    }

    private static Distro.Discovery find(List<DebianPackage> packages) throws IOException {
        return UbuntuKernels.find(packages, AptTable.of("ubuntu"));
    }

    private static Kernel kernel(String packageVersion, String flavour) throws IOException {
        return find(packages(ALL)).kernels().stream()
                .filter(kernel -> kernel.packageVersion().equals(packageVersion)
                        && kernel.flavour().equals(flavour))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> packagesOf(Kernel kernel, Role role) {
        return kernel.packages(role).stream().map(KernelPackage::name).toList();
    }

    @Test
    public void every_kernel_of_every_flavour_is_found() throws Exception {
        Distro.Discovery found = find(packages(ALL));
        assertThat(found.warnings()).isEmpty();
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release() + " "
                        + kernel.architecture().debian() + " #" + kernel.buildVersion() + " [" + kernel.flavour() + "]")
                .containsExactly(
                        "3.13.0-32-generic amd64 #57-Ubuntu []",
                        "4.4.0-178-generic amd64 #208-Ubuntu []",
                        "5.3.0-76-generic amd64 #72-Ubuntu []",
                        "5.3.0-1032-aws amd64 #34~18.04.2-Ubuntu [aws]",
                        "5.4.0-67-generic amd64 #75-Ubuntu []",
                        "5.4.0-84-generic amd64 #94~18.04.1-Ubuntu []",
                        "5.4.0-84-lowlatency amd64 #94~18.04.1-Ubuntu [lowlatency]",
                        "5.15.0-24-lowlatency amd64 #24-Ubuntu [lowlatency]",
                        "5.15.0-24-lowlatency-64k arm64 #24-Ubuntu [lowlatency-64k]",
                        "5.15.0-60-generic amd64 #66~20.04.1-Ubuntu []",
                        "5.15.0-60-generic amd64 #66-Ubuntu []",
                        "5.15.0-60-generic arm64 #66-Ubuntu []",
                        "5.15.0-1004-intel-iotg amd64 #6-Ubuntu [intel-iotg]",
                        "5.15.0-1005-raspi arm64 #5-Ubuntu [raspi]",
                        "5.15.0-1031-azure-fde amd64 #38.1-Ubuntu [azure-fde]",
                        "5.15.0-1034-s32 arm64 #43-Ubuntu [s32]",
                        "6.8.0-31-generic amd64 #31-Ubuntu []",
                        "6.8.0-57-generic amd64 #59~22.04.1-Ubuntu []");
    }

    @Test
    public void what_flavours_share_is_called_by_where_it_was_made() throws Exception {
        assertThat(packagesOf(kernel("5.4.0-67.75", ""), Role.COMMON_HEADERS))
                .containsExactly("linux-headers-5.4.0-67");
        assertThat(packagesOf(kernel("5.4.0-84.94~18.04.1", "lowlatency"), Role.COMMON_HEADERS))
                .containsExactly("linux-hwe-5.4-headers-5.4.0-84");
        assertThat(packagesOf(kernel("5.3.0-1032.34~18.04.2", "aws"), Role.COMMON_HEADERS))
                .containsExactly("linux-aws-5.3-headers-5.3.0-1032");
        assertThat(packagesOf(kernel("5.15.0-1004.6", "intel-iotg"), Role.COMMON_HEADERS))
                .containsExactly("linux-intel-iotg-headers-5.15.0-1004");
        assertThat(packagesOf(kernel("6.8.0-57.59~22.04.1", ""), Role.COMMON_HEADERS))
                .containsExactly("linux-hwe-6.8-headers-6.8.0-57");
    }

    /**
     * For gcp, gke, raspi and snapdragon (do_common_headers_indep = false in their rules.d): the names of the packages are those
     * in falcosecurity/test-infra's driverkit/config for linux-gcp 6.8.0-1026.28.
     */
    @Test
    public void what_flavours_share_may_be_built_for_each_architecture() throws Exception {
        List<DebianPackage> packages = new ArrayList<>();
        for (String architecture : List.of("amd64", "arm64")) {
            packages.add(gcp("linux-gcp-headers-6.8.0-1026", architecture, "coreutils"));
            packages.add(
                    gcp("linux-headers-6.8.0-1026-gcp", architecture, "linux-gcp-headers-6.8.0-1026, libc6 (>= 2.38)"));
        }
        packages.add(gcp("linux-headers-6.8.0-1026-gcp-64k", "arm64", "linux-gcp-headers-6.8.0-1026, libc6 (>= 2.38)"));
        Distro.Discovery found = find(packages);
        assertThat(found.warnings()).isEmpty();
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release() + " "
                        + kernel.packages(Role.COMMON_HEADERS).get(0).uri())
                .containsExactly(
                        "6.8.0-1026-gcp http://localhost/linux-gcp-headers-6.8.0-1026_6.8.0-1026.28_amd64.deb",
                        "6.8.0-1026-gcp http://localhost/linux-gcp-headers-6.8.0-1026_6.8.0-1026.28_arm64.deb",
                        "6.8.0-1026-gcp-64k http://localhost/linux-gcp-headers-6.8.0-1026_6.8.0-1026.28_arm64.deb");
    }

    private static DebianPackage gcp(String name, String architecture, String depends) {
        String version = "6.8.0-1026.28";
        URI uri = URI.create("http://localhost/" + name + "_" + version + "_" + architecture + ".deb");
        return new DebianPackage("noble", name, version, "linux-gcp", architecture, depends, uri, 1, "00");
    }

    @Test
    public void two_builds_of_one_release_are_two_kernels_each_with_headers_of_its_own() throws Exception {
        Kernel own = kernel("5.15.0-60.66", "");
        Kernel backport = kernel("5.15.0-60.66~20.04.1", "");
        assertThat(own.release()).isEqualTo(backport.release());
        assertThat(own.packages()).extracting(KernelPackage::version).containsOnly("5.15.0-60.66");
        assertThat(backport.packages()).extracting(KernelPackage::version).containsOnly("5.15.0-60.66~20.04.1");
        assertThat(packagesOf(own, Role.COMMON_HEADERS)).containsExactly("linux-headers-5.15.0-60");
        assertThat(packagesOf(backport, Role.COMMON_HEADERS)).containsExactly("linux-hwe-5.15-headers-5.15.0-60");
    }

    @Test
    public void the_boot_configuration_is_in_the_modules_and_before_these_in_the_image() throws Exception {
        assertThat(packagesOf(kernel("6.8.0-31.31", ""), Role.CONFIG))
                .containsExactly("linux-modules-6.8.0-31-generic");
        assertThat(packagesOf(kernel("5.4.0-67.75", ""), Role.CONFIG))
                .containsExactly(
                        "linux-modules-5.4.0-67-generic",
                        "linux-image-5.4.0-67-generic",
                        "linux-image-unsigned-5.4.0-67-generic");
        assertThat(packagesOf(kernel("3.13.0-32.57", ""), Role.CONFIG))
                .containsExactly("linux-image-3.13.0-32-generic");
    }

    @Test
    public void compiler_and_libc_are_those_of_the_release_unless_the_headers_say() throws Exception {
        assertThat(kernel("3.13.0-32.57", "").compiler())
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 4, 8));
        assertThat(kernel("5.15.0-60.66~20.04.1", "").compiler()).contains(CompilerVersion.gcc(9));
        assertThat(kernel("5.15.0-60.66", "").compiler()).contains(CompilerVersion.gcc(11));
        assertThat(kernel("6.8.0-57.59~22.04.1", "").compiler()).contains(CompilerVersion.gcc(12));
        assertThat(kernel("6.8.0-31.31", "").compiler()).contains(CompilerVersion.gcc(13));
        assertThat(kernel("6.8.0-31.31", "").libc()).contains("2.38");
        assertThat(kernel("5.15.0-60.66", "").libc()).contains("2.34");
    }

    @Test
    public void a_kernel_in_two_suites_is_one_with_two_origins() throws Exception {
        List<DebianPackage> packages = packages("jammy-updates");
        try (InputStream in = UbuntuKernelsTest.class.getResourceAsStream("Packages.ubuntu-jammy-updates")) {
            packages.addAll(TestIndex.read("jammy-security", in));
        }
        Distro.Discovery found = find(packages);
        assertThat(found.kernels())
                .hasSize(find(packages("jammy-updates")).kernels().size());
        assertThat(found.kernels())
                .allSatisfy(kernel -> assertThat(kernel.origins()).containsExactly("jammy-updates", "jammy-security"));
    }

    @Test
    public void headers_of_another_build_do_not_do() throws Exception {
        List<DebianPackage> packages = packages("noble");
        packages.removeIf(each -> each.name().equals("linux-headers-6.8.0-31"));
        Distro.Discovery found = find(packages);
        assertThat(found.kernels()).isEmpty();
        assertThat(found.warnings())
                .containsExactly("noble: linux-headers-6.8.0-31-generic 6.8.0-31.31 is left out: no suite has"
                        + " linux-headers-6.8.0-31 (= 6.8.0-31.31)");
    }

    @Test
    public void what_the_table_names_has_a_builder_image() throws Exception {
        for (AptTable.Tools tools : AptTable.of("ubuntu").tools()) {
            assertThat(Toolchains.candidates(tools.compiler(), Optional.of(tools.libc()), Optional.empty(), false))
                    .as(tools.toString())
                    .isNotEmpty();
        }
    }

    @Test
    public void the_build_is_what_uname_says() {
        assertThat(UbuntuKernels.buildVersion("4.4.0-256.290+esm1")).isEqualTo("290+esm1-Ubuntu");
        assertThat(UbuntuKernels.buildVersion("5.15.0-73.80+fips1")).isEqualTo("80+fips1-Ubuntu");
        assertThat(UbuntuKernels.buildVersion("6.5.0-1008.8~22.04.1")).isEqualTo("8~22.04.1-Ubuntu");
    }

    @Test
    public void the_table_is_readable_and_knows_where_each_architecture_is() throws Exception {
        AptTable table = AptTable.of("ubuntu");
        assertThat(table.mirrors("ubuntu")).containsExactly("ubuntu", "ubuntu-security", "ubuntu-ports", "ubuntu-old");
        assertThat(table.toolsOf("jammy-security", "5.15.0-60-generic")
                        .orElseThrow()
                        .compiler())
                .isEqualTo(CompilerVersion.gcc(11));
        assertThat(table.toolsOf("feisty", "2.6.20-15-generic")).isEmpty();
        assertThat(find(packages("jammy-updates-arm64")).kernels())
                .extracting(Kernel::architecture)
                .containsOnly(Architecture.AARCH64);
    }
}
