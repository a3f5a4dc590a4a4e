package io.jenkins.plugins.falcoprobes.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.Map;
import org.junit.Test;

public class UnameTest {
    @Test
    public void what_each_distributions_uname_prints_is_read() {
        Map.of(
                        "Linux web1 6.1.0-50-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02) x86_64 GNU/Linux",
                        "#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)",
                        "Linux r 3.10.0-1160.el7.x86_64 #1 SMP Mon Oct 19 16:18:59 UTC 2020 x86_64 x86_64 x86_64 GNU/Linux",
                        "#1 SMP Mon Oct 19 16:18:59 UTC 2020",
                        "Linux alpine 5.15.96-0-virt #1-Alpine SMP Sun, 26 Feb 2023 10:33:20 +0000 x86_64 Linux",
                        "#1-Alpine SMP Sun, 26 Feb 2023 10:33:20 +0000",
                        "Linux g 6.1.57-gentoo #1 SMP PREEMPT_DYNAMIC Mon Oct 16 2023 x86_64 Intel(R) Core(TM) i7 GenuineIntel GNU/Linux",
                        "#1 SMP PREEMPT_DYNAMIC Mon Oct 16 2023",
                        "Linux b 5.15.59 #1 SMP Tue Nov 8 00:00:00 UTC 2022 x86_64\n",
                        "#1 SMP Tue Nov 8 00:00:00 UTC 2022")
                .forEach((text, version) -> {
                    assertThat(Uname.parse(text).version()).as(text).isEqualTo(version);
                    assertThat(Uname.parse(text).machine()).isEqualTo(Architecture.X86_64);
                });
        assertThat(
                        Uname.parse(
                                "Linux p 6.6.20+rpt-rpi-v8 #1 SMP PREEMPT Debian 1:6.6.20-1+rpt1 (2024-03-07) aarch64 GNU/Linux"))
                .isEqualTo(new Uname(
                        "6.6.20+rpt-rpi-v8",
                        "#1 SMP PREEMPT Debian 1:6.6.20-1+rpt1 (2024-03-07)",
                        Architecture.AARCH64));
    }

    @Test
    public void anything_else_is_refused_with_what_is_accepted() {
        for (String text : new String[] {
            "",
            "6.1.0-50-amd64",
            "Darwin m 23.1.0 Darwin Kernel Version 23.1.0: arm64",
            "Linux web1 ../../etc #1 SMP x86_64 GNU/Linux",
            "Linux web1 6.1.0-50-amd64 #1 SMP",
            "Linux web1 6.1.0-50-amd64 #1 SMP \u202e x86_64",
            "Linux pi 6.1.0-rpi7-rpi-v7 #1 SMP Raspbian armv7l GNU/Linux"
        }) {
            assertThatThrownBy(() -> Uname.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("accepted ");
        }
    }

    @Test
    public void os_release_is_read_as_a_shell_does() {
        OsRelease os =
                OsRelease.parse("# a comment\nNAME=\"Amazon Linux\"\nID='AMZN'\r\nVERSION_ID=\"2\"\nVARIANT_ID=x\n"
                        + "ID_LIKE=\"centos rhel fedora\"\nnonsense\nVERSION_ID=\"20\\\"23\"");
        assertThat(os).isEqualTo(new OsRelease("amzn", "20\"23", "x"));
        assertThat(OsRelease.parse("")).isEqualTo(new OsRelease("", "", ""));
    }

    @Test
    public void minikubes_version_is_found_in_its_file() {
        assertThat(LoaderHost.minikubeVersion("v1.26.0-1655407986-14197\n")).contains("1.26.0");
        assertThat(LoaderHost.minikubeVersion("none")).isEmpty();
    }
}
