package io.jenkins.plugins.falcoprobes.driver;

import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.EBPF;
import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.KMOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

public class DriverSupportTest {
    @Test
    public void what_was_seen_to_build_is_tried() {
        for (ProbeKind kind : ProbeKind.values()) {
            assertThat(obstacle("8.0.0+driver", "5.10.0-46-amd64", kind)).isEmpty();
            assertThat(obstacle("8.0.0+driver", "6.1.0-56-amd64", kind)).isEmpty();
            assertThat(obstacle("8.0.0+driver", "6.12.117+deb13-amd64", kind)).isEmpty();
            assertThat(obstacle("9.1.0+driver", "6.12.117+deb13-amd64", kind)).isEmpty();
            assertThat(obstacle("9.1.0+driver", "7.2.13+deb14-amd64", kind)).isEmpty();
        }
        for (String release : List.of("6.13.2-amd64", "6.15.2-amd64", "7.2.13+deb14-amd64")) {
            assertThat(obstacle("8.0.0+driver", release, KMOD)).isEmpty();
            assertThat(obstacle("10.2.0+driver", release, KMOD)).isEmpty();
        }
    }

    @Test
    public void kernels_newer_than_an_old_driver_can_be_compiled_for_are_not_tried() {
        assertThat(obstacle("0.11.1", "4.9.0-7-amd64", KMOD)).isEmpty();
        assertThat(obstacle("0.11.1", "4.17.0-1-amd64", KMOD)).isEmpty();
        assertThat(obstacle("0.11.1", "5.0.0-1-amd64", KMOD))
                .contains(
                        "driver 0.11.1 cannot be compiled as kmod for Linux 5.0 and newer: the first that can is that of"
                                + " Falco 0.15.0");
        assertThat(obstacle("0.15.0", "5.0.0-1-amd64", KMOD)).isEmpty();
        assertThat(obstacle("0.15.0", "5.1.0-1-amd64", KMOD)).isPresent();
        assertThat(obstacle("0.15.1", "5.1.0-1-amd64", KMOD)).isEmpty();
        assertThat(obstacle("4.0.0+driver", "6.1.0-56-amd64", KMOD)).isEmpty();
        assertThat(obstacle("4.0.0+driver", "6.12.117+deb13-amd64", KMOD))
                .contains(
                        "driver 4.0.0+driver cannot be compiled as kmod for Linux 6.10 and newer: the first that can is"
                                + " 7.3.0+driver");
        assertThat(obstacle("8.0.0+driver", "6.15.2-amd64", EBPF)).isPresent();
        assertThat(obstacle("8.1.0+driver", "6.15.2-amd64", EBPF)).isEmpty();
    }

    @Test
    public void minor_versions_are_compared_as_numbers() {
        assertThat(obstacle("7.2.1+driver", "6.9.7-amd64", KMOD)).isEmpty();
        assertThat(obstacle("7.2.1+driver", "6.10.3-amd64", KMOD)).isPresent();
        assertThat(obstacle("0.15.3", "4.9.0-7-amd64", EBPF)).isPresent();
        assertThat(obstacle("0.15.3", "4.14.0-1-amd64", EBPF)).isEmpty();
        assertThat(obstacle("0.15.3", "5.0.0-1-amd64", EBPF)).isEmpty();
        assertThat(obstacle("10.2.0+driver", "5.10.0-46-amd64", KMOD)).isEmpty();
    }

    @Test
    public void commits_stand_where_the_falco_that_had_them_stands() {
        // Falco 0.30.0, the first with always-y, and 0.29.1
        assertThat(obstacle("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4", "5.11.0-1-amd64", EBPF))
                .isEmpty();
        assertThat(obstacle("17f5df52a7d9ed6bb12d3b1768460def8439936d", "5.11.0-1-amd64", EBPF))
                .contains(
                        "driver 17f5df52a7d9ed6bb12d3b1768460def8439936d cannot be compiled as ebpf for Linux 5.11 and"
                                + " newer: the first that can is that of Falco 0.30.0");
        assertThat(obstacle("17f5df52a7d9ed6bb12d3b1768460def8439936d", "5.11.0-1-amd64", KMOD))
                .isEmpty();
    }

    @Test
    public void ebpf_has_a_floor_by_architecture() {
        assertThat(obstacle("7.0.0+driver", "4.13.0-1-amd64", EBPF))
                .contains("driver 7.0.0+driver needs Linux 4.14 or newer on x86_64 as ebpf, this is 4.13");
        assertThat(obstacle("7.0.0+driver", "4.16.0-1-arm64", EBPF)).isPresent();
        assertThat(obstacle("7.0.0+driver", "4.17.0-1-arm64", EBPF)).isEmpty();
        assertThat(obstacle("7.0.0+driver", "4.13.0-1-amd64", KMOD)).isEmpty();
    }

    @Test
    public void old_kernels_went_with_new_drivers() {
        assertThat(obstacle("9.0.0+driver", "2.6.32-5-amd64", KMOD)).isEmpty();
        assertThat(obstacle("9.1.0+driver", "3.2.0-4-amd64", KMOD)).isPresent();
        assertThat(obstacle("9.1.0+driver", "3.10.0-1-amd64", KMOD)).isEmpty();
    }

    @Test
    public void there_is_no_ebpf_probe_from_10_0_0_on() {
        assertThat(obstacle("10.0.0+driver", "6.1.0-56-amd64", EBPF))
                .contains("driver 10.0.0+driver has no eBPF probe: it was removed in 10.0.0+driver");
        assertThat(obstacle("10.0.0+driver", "6.1.0-56-amd64", KMOD)).isEmpty();
    }

    @Test
    public void aarch64_came_with_2_0_0() {
        assertThat(obstacle("39ae7d40496793cf3d3e7890c9bbdc202263836b", "5.10.0-46-arm64", KMOD))
                .isPresent();
        assertThat(obstacle("2.0.0+driver", "5.10.0-46-arm64", KMOD)).isEmpty();
    }

    @Test
    public void nothing_is_known_against_a_driver_that_is_not_known() {
        assertThat(obstacle("0123456789012345678901234567890123456789", "7.2.13+deb14-amd64", EBPF))
                .isEmpty();
    }

    @Test
    public void a_source_patched_for_newer_kernels_is_tried_up_to_them() {
        Driver bookworm = driver("b7eb0dd65226a8dc254d228c8d950d07bf3521d2", true, Optional.of("6.1"));
        assertThat(DriverSupport.obstacle(bookworm, Kernels.debian("6.1.0-56-amd64", "6.1.192-2"), KMOD))
                .isEmpty();
        assertThat(DriverSupport.obstacle(bookworm, Kernels.debian("6.12.117+deb13-amd64", "6.12.117-1"), KMOD))
                .isPresent();
        Driver released = driver("b7eb0dd65226a8dc254d228c8d950d07bf3521d2", true, Optional.empty());
        assertThat(DriverSupport.obstacle(released, Kernels.debian("6.1.0-56-amd64", "6.1.192-2"), KMOD))
                .isPresent();
    }

    @Test
    public void a_source_without_a_bpf_folder_has_no_ebpf_probe() {
        Driver driver = driver("8.0.0+driver", false, Optional.empty());
        assertThat(DriverSupport.obstacle(driver, Kernels.debian("6.1.0-56-amd64", "6.1.192-2"), EBPF))
                .contains("this source of driver 8.0.0+driver has no bpf folder");
        assertThat(DriverSupport.obstacle(driver, Kernels.debian("6.1.0-56-amd64", "6.1.192-2"), KMOD))
                .isEmpty();
    }

    private static Optional<String> obstacle(String driver, String release, ProbeKind kind) {
        return DriverSupport.obstacle(new DriverVersion(driver), Kernels.debian(release, "0-1"), kind);
    }

    private static Driver driver(String version, boolean hasEbpf, Optional<String> portedTo) {
        return new Driver(
                SourceFolder.of(Path.of("/nowhere")),
                new DriverVersion(version),
                "falco",
                "falco",
                Optional.empty(),
                Optional.empty(),
                hasEbpf,
                true,
                false,
                portedTo.map(KernelVersion::of),
                "",
                "",
                List.of());
    }
}
