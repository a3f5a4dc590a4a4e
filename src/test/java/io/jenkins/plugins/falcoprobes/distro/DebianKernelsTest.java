package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.TestIndex;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.junit.Test;

/** Over parts of Debian's real indexes of November 2026. */
public class DebianKernelsTest {
    private static List<DebianPackage> index(String file, String suite) throws IOException {
        try (InputStream in = DebianKernelsTest.class.getResourceAsStream("Packages." + file)) {
            return TestIndex.read(suite, in);
        }
    }

    private static List<DebianPackage> packages(String... suites) throws IOException {
        List<DebianPackage> packages = new ArrayList<>();
        for (String suite : suites) {
            packages.addAll(index(suite, suite.replace("-arm64", "")));
        }
        return packages;
    }

    private static List<DebianPackage> allPackages() throws IOException {
        return packages(
                "bullseye",
                "bullseye-security",
                "bookworm",
                "bookworm-security",
                "bookworm-security-arm64",
                "trixie",
                "trixie-security",
                "sid");
    }

    private static Distro.Discovery find(List<DebianPackage> packages, Architecture builder) {
        return DebianKernels.find("debian", packages, EnumSet.allOf(Architecture.class), builder);
    }

    private static Kernel kernel(List<DebianPackage> packages, String release) {
        return find(packages, Architecture.AARCH64).kernels().stream()
                .filter(kernel -> kernel.release().value().equals(release))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> packagesOf(Kernel kernel, Role role) {
        return kernel.packages(role).stream()
                .map(each -> each.name() + " " + each.version())
                .toList();
    }

    @Test
    public void every_kernel_is_found_once_and_the_newest_is_last() throws Exception {
        Distro.Discovery found = find(allPackages(), Architecture.AARCH64);
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release().value())
                .containsExactly(
                        "5.10.0-30-amd64",
                        "5.10.0-30-rt-amd64",
                        "6.1.0-47-amd64",
                        "6.1.0-50-amd64",
                        "6.1.0-0.deb11.52-amd64",
                        "6.1.0-56-amd64",
                        "6.1.0-56-cloud-amd64",
                        "6.12.107+deb12-arm64-16k",
                        "6.12.107+deb12-cloud-arm64",
                        "6.12.107+deb13-amd64",
                        "7.2.13+deb14-amd64");
        assertThat(found.warnings()).isEmpty();
    }

    @Test
    public void a_kernel_has_the_packages_that_its_headers_depend_on() throws Exception {
        Kernel kernel = kernel(allPackages(), "6.1.0-56-amd64");
        assertThat(packagesOf(kernel, Role.HEADERS)).containsExactly("linux-headers-6.1.0-56-amd64 6.1.192-2");
        assertThat(packagesOf(kernel, Role.COMMON_HEADERS)).containsExactly("linux-headers-6.1.0-56-common 6.1.192-2");
        assertThat(packagesOf(kernel, Role.KBUILD)).containsExactly("linux-kbuild-6.1 6.1.192-2");
        assertThat(packagesOf(kernel, Role.CONFIG))
                .containsExactly(
                        "linux-image-6.1.0-56-amd64 6.1.192-2", "linux-image-6.1.0-56-amd64-unsigned 6.1.192-2");
        assertThat(kernel.packageVersion()).isEqualTo("6.1.192-2");
        assertThat(kernel.buildVersion()).isEqualTo("1");
        assertThat(kernel.origins()).containsExactly("bookworm-security");
        assertThat(kernel.compiler()).contains(CompilerVersion.gcc(12));
        assertThat(kernel.libc()).contains("2.34");
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        assertThat(headers.uri())
                .hasToString("http://mirror.example.org/debian/pool/updates/main/l/linux/"
                        + "linux-headers-6.1.0-56-amd64_6.1.192-2_amd64.deb");
        assertThat(headers.size()).isEqualTo(1841552);
        assertThat(headers.sha256()).isEqualTo("796a7b4584d7a57f97913e34e80a2fcce96b6c5016fa9d4fc2212a93e4868677");
    }

    @Test
    public void a_kernel_for_another_machine_has_build_programs_for_the_one_that_builds() throws Exception {
        String release = "6.12.107+deb12-cloud-arm64";
        List<DebianPackage> packages = new ArrayList<>(allPackages());
        Distro.Discovery without = find(packages, Architecture.X86_64);
        assertThat(without.kernels()).noneMatch(kernel -> kernel.architecture() == Architecture.AARCH64);
        assertThat(without.warnings())
                .contains("bookworm-security: linux-headers-" + release
                        + " is left out: no suite has linux-kbuild-6.12.107+deb12 for amd64");

        DebianPackage arm = packages.stream()
                .filter(each -> each.name().equals("linux-kbuild-6.12.107+deb12"))
                .findFirst()
                .orElseThrow();
        packages.add(forAmd64(arm));
        Kernel kernel = find(packages, Architecture.X86_64).kernels().stream()
                .filter(each -> each.release().value().equals(release))
                .findFirst()
                .orElseThrow();
        assertThat(kernel.architecture()).isEqualTo(Architecture.AARCH64);
        assertThat(kernel.packages(Role.KBUILD).get(0).uri().toString()).endsWith("_amd64.deb");
        assertThat(kernel.packages(Role.HEADERS).get(0).uri().toString()).endsWith("_arm64.deb");
        assertThat(kernel.packages(Role.CONFIG).get(0).uri().toString()).endsWith("_arm64.deb");
    }

    private static DebianPackage forAmd64(DebianPackage arm) {
        return new DebianPackage(
                arm.suite(),
                arm.name(),
                arm.version(),
                arm.source(),
                "amd64",
                arm.depends(),
                URI.create(arm.uri().toString().replace("_arm64.deb", "_amd64.deb")),
                arm.size(),
                arm.sha256());
    }

    @Test
    public void only_kernels_of_the_machines_that_were_asked_for_are_found() throws Exception {
        assertThat(DebianKernels.find("debian", allPackages(), EnumSet.of(Architecture.X86_64), Architecture.X86_64)
                        .kernels())
                .isNotEmpty()
                .allMatch(kernel -> kernel.architecture() == Architecture.X86_64);
    }

    @Test
    public void the_names_and_versions_are_those_of_depends() throws Exception {
        Kernel realTime = kernel(allPackages(), "5.10.0-30-rt-amd64");
        assertThat(packagesOf(realTime, Role.COMMON_HEADERS))
                .containsExactly("linux-headers-5.10.0-30-common-rt 5.10.218-1");
        Kernel sid = kernel(allPackages(), "7.2.13+deb14-amd64");
        assertThat(packagesOf(sid, Role.KBUILD)).containsExactly("linux-kbuild-7.2.13+deb14 7.2.13-1");
        assertThat(packagesOf(sid, Role.CONFIG).get(0)).isEqualTo("linux-base-7.2.13+deb14-amd64 7.2.13-1");
        assertThat(sid.compiler()).contains(CompilerVersion.gcc(16));
        assertThat(kernel(allPackages(), "6.12.107+deb13-amd64").compiler()).contains(CompilerVersion.gcc(14));
    }

    @Test
    public void kbuild_is_that_of_the_same_source_else_the_newest_of_the_same_debian() throws Exception {
        assertThat(packagesOf(kernel(allPackages(), "6.1.0-50-amd64"), Role.KBUILD))
                .containsExactly("linux-kbuild-6.1 6.1.176-1");
        assertThat(packagesOf(kernel(allPackages(), "6.1.0-47-amd64"), Role.KBUILD))
                .containsExactly("linux-kbuild-6.1 6.1.192-2");
        // 6.1.192-2 of bookworm would satisfy it too, but needs a newer C library than bullseye has.
        assertThat(packagesOf(kernel(allPackages(), "6.1.0-0.deb11.52-amd64"), Role.KBUILD))
                .containsExactly("linux-kbuild-6.1 6.1.180-1~deb11u1");
    }

    @Test
    public void a_kernel_in_two_suites_is_one_with_two_origins() throws Exception {
        assertThat(kernel(allPackages(), "6.12.107+deb13-amd64").origins())
                .containsExactly("trixie", "trixie-security");
    }

    @Test
    public void of_two_versions_of_a_release_the_newer_is_kept() throws Exception {
        List<DebianPackage> packages = packages("bookworm-security");
        List<DebianPackage> rebuilt = new ArrayList<>(packages);
        for (DebianPackage each : packages) {
            rebuilt.add(new DebianPackage(
                    "bookworm-updates",
                    each.name(),
                    "6.1.192-3",
                    each.source(),
                    each.architecture(),
                    each.depends().replace("6.1.192-2", "6.1.192-3"),
                    each.uri(),
                    each.size(),
                    each.sha256()));
        }
        Kernel kernel = kernel(rebuilt, "6.1.0-56-amd64");
        assertThat(kernel.packageVersion()).isEqualTo("6.1.192-3");
        assertThat(kernel.origins()).containsExactly("bookworm-updates");
        assertThat(kernel.packages()).extracting(KernelPackage::version).containsOnly("6.1.192-3");
    }

    @Test
    public void the_flavour_is_what_is_left_of_the_release() throws Exception {
        List<DebianPackage> packages = allPackages();
        assertThat(kernel(packages, "6.1.0-56-amd64").flavour()).isEmpty();
        assertThat(kernel(packages, "6.1.0-56-cloud-amd64").flavour()).isEqualTo("cloud");
        assertThat(kernel(packages, "5.10.0-30-rt-amd64").flavour()).isEqualTo("rt");
        assertThat(kernel(packages, "6.1.0-0.deb11.52-amd64").flavour()).isEmpty();
        assertThat(kernel(packages, "6.12.107+deb12-arm64-16k").flavour()).isEqualTo("16k");
        assertThat(kernel(packages, "6.12.107+deb12-cloud-arm64").flavour()).isEqualTo("cloud");
        assertThat(kernel(packages, "6.12.107+deb12-cloud-arm64").architecture())
                .isEqualTo(Architecture.AARCH64);
    }

    @Test
    public void a_kernel_that_lacks_a_package_is_a_warning() throws Exception {
        Predicate<DebianPackage> kbuild = p -> p.name().startsWith("linux-kbuild-7");
        List<DebianPackage> packages = allPackages();
        packages.removeIf(kbuild);
        Distro.Discovery found = find(packages, Architecture.AARCH64);
        assertThat(found.kernels()).hasSize(10);
        assertThat(found.warnings())
                .containsExactly("sid: linux-headers-7.2.13+deb14-amd64 is left out: no suite has"
                        + " linux-kbuild-7.2.13+deb14 for amd64");
    }

    @Test
    public void a_kernel_without_a_configuration_is_found_still() throws Exception {
        List<DebianPackage> packages = packages("bookworm-security");
        packages.removeIf(p -> p.name().startsWith("linux-image-"));
        assertThat(kernel(packages, "6.1.0-56-amd64").packages(Role.CONFIG)).isEmpty();
    }
}
