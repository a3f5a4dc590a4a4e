package io.jenkins.plugins.falcoprobes.driver;

import static io.jenkins.plugins.falcoprobes.driver.Kernels.debian;
import static io.jenkins.plugins.falcoprobes.driver.Kernels.kernel;
import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.EBPF;
import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.KMOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

/** The names that loaders were seen to ask for, each with its source, and what follows from the loaders' own rules. */
public class ProbeNamesTest {
    @Test
    public void hash_names_hold_falcos_version_and_the_configurations_md5() {
        // falcosecurity/falco#1065
        assertThat(hashName(
                        "0.17.1",
                        kernel("amazonlinux2", "4.14.154-128.181.amzn2.x86_64", "", "1"),
                        KMOD,
                        "2a1b4e38248e08669f1ed37604b3ad74"))
                .isEqualTo("stable/sysdig-probe-binaries/falco-probe-0.17.1-x86_64-4.14.154-128.181.amzn2.x86_64"
                        + "-2a1b4e38248e08669f1ed37604b3ad74.ko");
        // Minikube of 2019, of a loader's log
        assertThat(hashName("0.17.1", kernel("minikube", "4.15.0", "", "1"), KMOD, "fd2ad9abe1fbd214ccda2a8c7e1b89e3"))
                .isEqualTo(
                        "stable/sysdig-probe-binaries/falco-probe-0.17.1-x86_64-4.15.0-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko");
        // COS: the loader sends 4.14.138%2B, the file's name has the plus
        assertThat(hashName("0.18.0", kernel("cos", "4.14.138+", "", "1"), KMOD, "3ed0774cb82bc5c7f3b6f5190c3b82ef"))
                .isEqualTo(
                        "stable/sysdig-probe-binaries/falco-probe-0.18.0-x86_64-4.14.138+-3ed0774cb82bc5c7f3b6f5190c3b82ef.ko");
        assertThat(hashName("0.11.1", debian("4.9.0-7-amd64", "4.9.110-1"), EBPF, "0123456789abcdef0123456789abcdef"))
                .isEqualTo(
                        "stable/sysdig-probe-binaries/falco-probe-bpf-0.11.1-x86_64-4.9.0-7-amd64-0123456789abcdef0123456789abcdef.o");
    }

    @Test
    public void hash_names_of_0_22_hold_the_drivers_commit() {
        // scripts/falco-driver-loader 0.22.0: ${PROBE_NAME}-${DRIVER_VERSION}-${ARCH}-${KERNEL_RELEASE}-${HASH}.ko
        assertThat(hashName(
                        "0.22.1", debian("5.10.0-46-amd64", "5.10.257-1"), KMOD, "0123456789abcdef0123456789abcdef"))
                .isEqualTo(
                        "stable/sysdig-probe-binaries/falco-probe-a259b4bf49c3330d9ad6c3eed9eb1a31954259a6-x86_64-5.10.0-46-amd64"
                                + "-0123456789abcdef0123456789abcdef.ko");
    }

    @Test
    public void each_configuration_that_hosts_may_have_is_a_name_and_a_later_one_too() {
        Kernel minikube = kernel("minikube", "4.15.0", "1.1.0", "1");
        ProbeNames names = names(Naming.HASH, "0.17.1", List.of(minikube));
        assertThat(names.haveHash()).isTrue();
        String given = "0123456789abcdef0123456789abcdef";
        List<ProbePath> known = names.paths(minikube, KMOD, List.of(given, given));
        assertThat(names.with(List.of("fd2ad9abe1fbd214ccda2a8c7e1b89e3"), known, minikube, KMOD))
                .extracting(ProbePath::path)
                // The last was asked for by a Minikube of 2019.
                .containsExactly(
                        "stable/sysdig-probe-binaries/falco-probe-0.17.1-x86_64-4.15.0-" + given + ".ko",
                        "stable/sysdig-probe-binaries/falco-probe-0.17.1-x86_64-4.15.0-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko");
        assertThat(names.with(List.of(given), known, minikube, KMOD))
                .isEqualTo(known)
                .hasSize(1);
        ProbeNames target = names(Naming.TARGET, "0.40.0", List.of(minikube));
        List<ProbePath> others = target.paths(minikube, KMOD, List.of());
        assertThat(target.with(List.of(given), others, minikube, KMOD)).isEqualTo(others);
    }

    @Test
    public void up_to_0_32_0_there_is_no_folder_for_the_architecture() {
        // falcosecurity/falco#1390
        assertThat(targetName("0.23.0", kernel("centos", "3.10.0-957.27.2.el7.x86_64", "", "1"), KMOD))
                .isEqualTo("96bd9bc560f67742738eb7255aeb4d03046b8045/falco_centos_3.10.0-957.27.2.el7.x86_64_1.ko");
        // falcosecurity/test-infra#652
        assertThat(targetName("0.29.1", kernel("amazonlinux2", "4.14.268-205.500.amzn2.x86_64", "", "1"), KMOD))
                .isEqualTo("17f5df52a7d9ed6bb12d3b1768460def8439936d"
                        + "/falco_amazonlinux2_4.14.268-205.500.amzn2.x86_64_1.ko");
        // driverkit/config of falcosecurity/test-infra: .../debian_5.10.0-10-amd64_1.yaml
        Kernel bullseye = debian("5.10.0-10-amd64", "5.10.84-1");
        assertThat(targetName("0.30.0", bullseye, KMOD))
                .isEqualTo("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4/falco_debian_5.10.0-10-amd64_1.ko");
        assertThat(targetName("0.30.0", bullseye, EBPF))
                .isEqualTo("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4/falco_debian_5.10.0-10-amd64_1.o");
    }

    @Test
    public void the_folder_for_the_architecture_came_for_modules_one_release_earlier() {
        // scripts/falco-driver-loader 0.32.1, lines 238 and 496
        Kernel kernel = debian("5.10.0-14-cloud-amd64", "5.10.113-1");
        assertThat(targetName("0.32.1", kernel, KMOD))
                .isEqualTo("2.0.0+driver/x86_64/falco_debian_5.10.0-14-cloud-amd64_1.ko");
        assertThat(targetName("0.32.1", kernel, EBPF)).isEqualTo("2.0.0+driver/falco_debian_5.10.0-14-cloud-amd64_1.o");
        assertThat(targetName("0.32.2", kernel, EBPF))
                .isEqualTo("2.0.0+driver/x86_64/falco_debian_5.10.0-14-cloud-amd64_1.o");
    }

    @Test
    public void debians_release_is_made_anew_since_0_35() {
        Kernel bookworm = debian("6.1.0-50-amd64", "6.1.176-1");
        assertThat(targetName("0.34.1", bookworm, KMOD))
                .isEqualTo("4.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.ko");
        assertThat(targetName("0.35.0", bookworm, KMOD))
                .isEqualTo("5.0.1+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko");
        assertThat(targetName("0.40.0", bookworm, KMOD))
                .isEqualTo("8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko");
        // falcoctl pkg/driver/distro/debian_test.go
        assertThat(debianRelease("5.10.0-0.deb10.22-rt-amd64", "5.10.178-3")).isEqualTo("5.10.178-3-rt-amd64");
        assertThat(debianRelease("6.1.0-13-amd64", "6.1.55-1")).isEqualTo("6.1.55-1-amd64");
        // driverkit/config of falcosecurity/test-infra: 10.2.0+driver/aarch64/debian_6.1.170-3-rt-arm64_1.yaml
        assertThat(targetName("0.44.1", debian("6.1.0-47-rt-arm64", "6.1.170-3"), KMOD))
                .isEqualTo("10.2.0+driver/aarch64/falco_debian_6.1.170-3-rt-arm64_1.ko");
    }

    @Test
    public void what_follows_the_number_of_debians_package_is_dropped() {
        assertThat(debianRelease("6.12.95+deb12-amd64", "6.12.95-1~bpo12+1")).isEqualTo("6.12.95-1-amd64");
        assertThat(debianRelease("6.12.115+deb12-cloud-amd64", "6.12.115-2~deb12u1"))
                .isEqualTo("6.12.115-2-cloud-amd64");
        assertThat(debianRelease("6.12.115+deb13.1-rt-amd64", "6.12.115-2")).isEqualTo("6.12.115-2-rt-amd64");
        assertThat(debianRelease("7.2.13+deb14-amd64", "7.2.13-1")).isEqualTo("7.2.13-1-amd64");
    }

    @Test
    public void debians_release_stays_where_there_is_no_number_to_find() {
        assertThat(debianRelease("7.3-rc4-amd64", "7.3~rc4-1~exp1")).isEqualTo("7.3-rc4-amd64");
    }

    /**
     * Nothing in a package tells: {@code 2.6.39-400.17.1.el6uek} and {@code 6.12.0-101.33.4.3.el9uek} say {@code #1 SMP},
     * {@code 5.15.0-206.153.7.1.el9uek} and {@code 6.12.0-204.92.4.2.el9uek.aarch64} {@code #2 SMP} in users' logs.
     */
    @Test
    public void oracles_own_kernel_is_found_by_hosts_that_say_one_and_that_say_two() {
        String folder = "8.0.0+driver/x86_64/falco_ol_";
        for (String build : List.of("1", "2")) {
            Kernel uek = kernel("ol", "6.12.0-101.33.4.3.el9uek.x86_64", "6.12.0-101.33.4.3.el9uek", build);
            assertThat(names(Naming.TARGET, "0.40.0", List.of(uek)).paths(uek, KMOD, List.of()))
                    .extracting(ProbePath::path)
                    .containsExactly(
                            folder + "6.12.0-101.33.4.3.el9uek.x86_64_" + build + ".ko",
                            folder + "6.12.0-101.33.4.3.el9uek.x86_64_" + (build.equals("1") ? "2" : "1") + ".ko");
        }
        Kernel compatible = kernel("ol", "5.14.0-427.13.1.el9_4.x86_64", "5.14.0-427.13.1.el9_4", "1");
        assertThat(names(Naming.TARGET, "0.40.0", List.of(compatible)).paths(compatible, KMOD, List.of()))
                .hasSize(1);
    }

    @Test
    public void flavours_that_0_35_0_forgets_have_the_names_of_0_35_1_which_has_the_same_driver() {
        assertThat(targetName("0.35.0", debian("6.1.0-50-cloud-amd64", "6.1.176-1"), KMOD))
                .isEqualTo("5.0.1+driver/x86_64/falco_debian_6.1.176-1-cloud-amd64_1.ko");
    }

    @Test
    public void a_flavour_that_loaders_do_not_know_never_takes_the_plain_kernels_name() {
        assertThat(debianRelease("6.12.73+deb13-arm64", "6.12.73-1")).isEqualTo("6.12.73-1-arm64");
        assertThat(debianRelease("6.12.73+deb13-arm64-16k", "6.12.73-1")).isEqualTo("6.12.73+deb13-arm64-16k");
    }

    @Test
    public void of_two_kernels_with_one_name_the_rebuild_for_an_older_suite_yields() {
        // Both are in Debian's archive: bookworm and, for bullseye's long-term support, bullseye-security.
        Kernel bookworm = debian("6.1.0-50-amd64", "6.1.176-1");
        Kernel bullseye = debian("6.1.0-0.deb11.50-amd64", "6.1.176-1~deb11u1");
        for (List<Kernel> found : List.of(List.of(bookworm, bullseye), List.of(bullseye, bookworm))) {
            ProbeNames names = names(Naming.TARGET, "0.40.0", found);
            assertThat(main(names, bookworm, KMOD, Optional.empty()))
                    .containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko");
            assertThat(main(names, bullseye, KMOD, Optional.empty()))
                    .containsExactly("8.0.0+driver/x86_64/falco_debian_6.1.0-0.deb11.50-amd64_1.ko");
            assertThat(names.shadowedBy(bullseye)).contains(bookworm);
            assertThat(names.shadowedBy(bookworm)).isEmpty();
        }
    }

    @Test
    public void a_centos_kernel_serves_hosts_of_rhel_until_rhels_own_is_there() {
        Kernel centos = kernel("centos", "4.18.0-348.7.1.el8_5.x86_64", "4.18.0-348.7.1.el8_5", "1");
        Kernel rhel = kernel("rhel", "4.18.0-348.7.1.el8_5.x86_64", "4.18.0-348.7.1.el8_5", "1");
        String name = "8.0.0+driver/x86_64/falco_%s_4.18.0-348.7.1.el8_5.x86_64_1.ko";
        assertThat(names(Naming.TARGET, "0.40.0", List.of(centos)).paths(centos, KMOD, List.of()))
                .containsExactly(
                        ProbePath.main(String.format(name, "centos")),
                        ProbePath.alias(String.format(name, "rhel")),
                        ProbePath.alias(String.format(name, "rhcos")));
        ProbeNames both = names(Naming.TARGET, "0.40.0", List.of(centos, rhel));
        assertThat(both.paths(rhel, KMOD, List.of())).startsWith(ProbePath.main(String.format(name, "rhel")));
        assertThat(both.paths(centos, KMOD, List.of()))
                .contains(ProbePath.main(String.format(name, "centos")))
                .doesNotContain(ProbePath.alias(String.format(name, "rhel")));
        FalcoVersion falco = new FalcoVersion("0.40.0");
        ProbeNames alone = new ProbeNames(
                Naming.TARGET,
                falco,
                FalcoReleases.find(falco).orElseThrow().driver(),
                List.of(centos),
                kernel -> Set.of("rhel", "rhcos"));
        assertThat(alone.paths(centos, KMOD, List.of())).containsExactly(ProbePath.main(String.format(name, "centos")));
        Kernel plus = kernel("centos", "3.10.0-1160.el7.centos.plus.x86_64", "3.10.0-1160.el7.centos.plus", "1");
        assertThat(names(Naming.TARGET, "0.40.0", List.of(plus)).paths(plus, KMOD, List.of()))
                .hasSize(1);
    }

    @Test
    public void of_an_hwe_kernel_and_the_releases_own_one_has_the_name_that_both_are_asked_by() {
        Kernel jammy = kernel("ubuntu", "5.15.0-60-generic", "5.15.0-60.66", "66-Ubuntu");
        Kernel hwe = kernel("ubuntu", "5.15.0-60-generic", "5.15.0-60.66~20.04.1", "66~20.04.1-Ubuntu");
        ProbeNames old = names(Naming.TARGET, "0.34.0", List.of(hwe, jammy));
        assertThat(main(old, jammy, KMOD, Optional.empty()))
                .containsExactly("4.0.0+driver/x86_64/falco_ubuntu-generic_5.15.0-60-generic_66.ko");
        assertThat(main(old, hwe, KMOD, Optional.empty()))
                .containsExactly("4.0.0+driver/x86_64/falco_ubuntu_5.15.0-60-generic_66.ko");
        assertThat(old.shadowedBy(hwe)).contains(jammy);
        assertThat(old.isFindable(hwe)).isFalse();
        ProbeNames now = names(Naming.TARGET, "0.40.0", List.of(hwe, jammy));
        assertThat(now.isFindable(hwe)).isTrue();
        assertThat(main(now, hwe, KMOD, Optional.empty()))
                .containsExactly("8.0.0+driver/x86_64/falco_ubuntu-generic_5.15.0-60-generic_66~20.04.1.ko");
    }

    @Test
    public void without_a_folder_for_the_architecture_two_of_them_still_share_no_name() {
        Kernel intel = kernel("ubuntu", "5.4.0-1060-aws", "5.4.0-1060.63", "63-Ubuntu");
        Kernel arm = new Kernel(
                "ubuntu",
                intel.release(),
                intel.packageVersion(),
                intel.buildVersion(),
                Architecture.AARCH64,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        ProbeNames names = names(Naming.TARGET, "0.30.0", List.of(arm, intel));
        assertThat(main(names, intel, KMOD, Optional.empty())).isNotEqualTo(main(names, arm, KMOD, Optional.empty()));
        assertThat(names.isFindable(intel)).isTrue();
    }

    @Test
    public void a_plus_that_is_sent_as_it_is_has_a_second_name_with_a_blank() {
        Kernel candidate = debian("7.3-rc4+deb14-amd64", "7.3~rc4-1~exp1");
        assertThat(names(Naming.TARGET, "0.40.0", List.of(candidate)).paths(candidate, KMOD, List.of()))
                .containsExactly(
                        ProbePath.main("8.0.0+driver/x86_64/falco_debian_7.3-rc4+deb14-amd64_1.ko"),
                        ProbePath.alias("8.0.0+driver/x86_64/falco_debian_7.3-rc4 deb14-amd64_1.ko"));
        assertThat(names(Naming.TARGET, "0.34.0", List.of(candidate)).paths(candidate, KMOD, List.of()))
                .hasSize(1);
    }

    @Test
    public void development_builds_have_a_folder_of_their_own_in_the_hash_era() {
        Kernel kernel = debian("4.9.0-7-amd64", "4.9.110-1");
        ProbeNames names =
                new ProbeNames(Naming.HASH, new FalcoVersion("dev"), new DriverVersion("0.21.0"), List.of(kernel));
        assertThat(main(names, kernel, KMOD, Optional.of("0".repeat(32))).get(0))
                .startsWith("dev/sysdig-probe-binaries/falco-probe-dev-");
    }

    @Test
    public void kernels_of_two_architectures_share_no_name() {
        Kernel amd64 = kernel("debian", "6.1.0-50-amd64", "6.1.176-1", "1");
        Kernel arm64 = kernel("debian", "6.1.0-50-arm64", "6.1.176-1", "1");
        ProbeNames names = names(Naming.TARGET, "0.40.0", List.of(amd64, arm64));
        assertThat(main(names, arm64, KMOD, Optional.empty()))
                .containsExactly("8.0.0+driver/aarch64/falco_debian_6.1.176-1-arm64_1.ko");
        assertThat(names.shadowedBy(arm64)).isEmpty();
    }

    @Test
    public void ubuntus_flavour_is_in_the_target() {
        // falcosecurity/test-infra#576
        assertThat(targetName("0.30.0", kernel("ubuntu", "5.4.0-1060-aws", "", "63-Ubuntu"), KMOD))
                .isEqualTo("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4/falco_ubuntu-aws_5.4.0-1060-aws_63.ko");
        assertThat(targetName("0.30.0", kernel("ubuntu", "5.15.0-1042-gke", "", "47-Ubuntu"), KMOD))
                .isEqualTo("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4/falco_ubuntu-generic_5.15.0-1042-gke_47.ko");
        // falcosecurity/falco#2431
        assertThat(targetName("0.34.1", kernel("ubuntu", "5.15.0-60-generic", "", "66-Ubuntu"), KMOD))
                .isEqualTo("4.0.0+driver/x86_64/falco_ubuntu-generic_5.15.0-60-generic_66.ko");
        // falcosecurity/falco#2853
        assertThat(targetName("0.35.1", kernel("ubuntu", "5.15.0-1042-gke", "", "47-Ubuntu"), KMOD))
                .isEqualTo("5.0.1+driver/x86_64/falco_ubuntu-gke_5.15.0-1042-gke_47.ko");
        // falcosecurity/falco#3635
        assertThat(targetName("0.40.0", kernel("ubuntu", "6.8.0-63-generic", "", "66-Ubuntu"), KMOD))
                .isEqualTo("8.0.0+driver/x86_64/falco_ubuntu-generic_6.8.0-63-generic_66.ko");
        // The loaders' own comments: 5.0.0-1028-aws-5.0 -> ubuntu-aws-5.0, since 0.35.1 ubuntu-aws; 26~22.04.1
        assertThat(targetName("0.34.1", kernel("ubuntu", "5.0.0-1028-aws-5.0", "", "30-Ubuntu"), KMOD))
                .isEqualTo("4.0.0+driver/x86_64/falco_ubuntu-aws-5.0_5.0.0-1028-aws-5.0_30.ko");
        assertThat(targetName("0.36.0", kernel("ubuntu", "5.0.0-1028-aws-5.0", "", "30-Ubuntu"), KMOD))
                .isEqualTo("6.0.1+driver/x86_64/falco_ubuntu-aws_5.0.0-1028-aws-5.0_30.ko");
        assertThat(targetName("0.36.0", kernel("ubuntu", "5.19.0-42-generic", "", "43~22.04.1-Ubuntu"), KMOD))
                .endsWith("/falco_ubuntu-generic_5.19.0-42-generic_43~22.04.1.ko");
    }

    @Test
    public void other_distributions_are_named_by_their_id() {
        // falcosecurity/falco#2921
        assertThat(targetName("0.36.0", kernel("rhel", "3.10.0-1160.95.1.el7.x86_64", "", "1"), KMOD))
                .isEqualTo("6.0.1+driver/x86_64/falco_rhel_3.10.0-1160.95.1.el7.x86_64_1.ko");
        assertThat(targetName("0.34.0", kernel("amazonlinux2023", "6.1.21-1.45.amzn2023.x86_64", "", "1"), KMOD))
                .endsWith("/falco_amazonlinux_6.1.21-1.45.amzn2023.x86_64_1.ko");
        assertThat(targetName("0.35.0", kernel("amazonlinux2023", "6.1.21-1.45.amzn2023.x86_64", "", "1"), KMOD))
                .endsWith("/falco_amazonlinux2023_6.1.21-1.45.amzn2023.x86_64_1.ko");
    }

    @Test
    public void both_families_start_with_the_versions_own() {
        Kernel kernel = debian("6.1.0-50-amd64", "6.1.176-1");
        List<String> md5 = List.of("8cf0433200000000000000000000abcd");
        assertThat(names(Naming.BOTH, "0.40.0", List.of(kernel)).paths(kernel, KMOD, md5))
                .extracting(ProbePath::path)
                .containsExactly(
                        "8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko",
                        "stable/sysdig-probe-binaries/falco-probe-0.40.0-x86_64-6.1.0-50-amd64-8cf0433200000000000000000000abcd.ko");
        assertThat(names(Naming.BOTH, "0.11.1", List.of(kernel)).paths(kernel, KMOD, md5))
                .extracting(ProbePath::path)
                .containsExactly(
                        "stable/sysdig-probe-binaries/falco-probe-0.11.1-x86_64-6.1.0-50-amd64-8cf0433200000000000000000000abcd.ko",
                        "0.11.1/falco_debian_6.1.0-50-amd64_1.ko");
    }

    private static String debianRelease(String release, String packageVersion) {
        String name = targetName("0.40.0", debian(release, packageVersion), KMOD);
        return name.replaceFirst(".*/falco_debian_", "").replaceFirst("_1\\.ko$", "");
    }

    private static String targetName(String falco, Kernel kernel, ProbeKind kind) {
        return main(names(Naming.TARGET, falco, List.of(kernel)), kernel, kind, Optional.empty())
                .get(0);
    }

    private static String hashName(String falco, Kernel kernel, ProbeKind kind, String md5) {
        return main(names(Naming.HASH, falco, List.of(kernel)), kernel, kind, Optional.of(md5))
                .get(0);
    }

    /** The paths that are no aliases; one, in one family of names. */
    private static List<String> main(ProbeNames names, Kernel kernel, ProbeKind kind, Optional<String> md5) {
        List<String> paths = names.paths(kernel, kind, md5.stream().toList()).stream()
                .filter(path -> !path.alias())
                .map(ProbePath::path)
                .toList();
        assertThat(paths).hasSize(1);
        return paths;
    }

    private static ProbeNames names(Naming naming, String falco, List<Kernel> found) {
        FalcoVersion version = new FalcoVersion(falco);
        return new ProbeNames(
                naming, version, FalcoReleases.find(version).orElseThrow().driver(), found);
    }
}
