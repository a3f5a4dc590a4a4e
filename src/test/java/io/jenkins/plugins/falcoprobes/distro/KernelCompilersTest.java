package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.repository.AptTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/**
 * What the tables say of kernels of which it is known: their {@code /proc/version} stands in public, in logs and notes of users',
 * with the compiler.
 */
public class KernelCompilersTest {
    private static final String KERNELS =
            """
            alinux          4.19.91-23.al7.x86_64                gcc 4.8
            alinux          5.10.23-5.al8.x86_64                 gcc 10
            alinux          5.10.134-18.al8.x86_64               gcc 10
            amazonlinux     4.1.17-22.30.amzn1.x86_64            gcc 4.8
            amazonlinux     4.9.76-3.78.amzn1.x86_64             gcc 7
            amazonlinux     4.14.146-93.123.amzn1.x86_64         gcc 7
            amazonlinux2    4.9.62-10.57.amzn2.x86_64            gcc 7
            amazonlinux2    4.14.193-110.317.amzn2.x86_64        gcc 7
            amazonlinux2    5.10.75-79.358.amzn2.x86_64          gcc 10
            amazonlinux2023 6.1.102-108.177.amzn2023.x86_64      gcc 11
            amazonlinux2023 6.1.159-181.297.amzn2023.x86_64      gcc 11
            centos          4.14.0-115.el7a.0.1.aarch64          gcc 4.8
            ol              2.6.39-400.215.3.el6uek.x86_64       gcc 4.4
            ol              3.8.13-35.3.2.el6uek.x86_64          gcc 4.4
            ol              4.14.35-1902.305.4.el7uek.x86_64     gcc 4.8
            ol              5.15.0-206.153.7.1.el8uek.aarch64    gcc 11
            opensuse-leap   5.14.21-150400.24.103-default        gcc 7
            sles            5.14.21-150400.24.103-default        gcc 7
            """;

    private static final String UBUNTU =
            """
            jammy           5.15.0-25-generic                    gcc 11
            focal-updates   5.15.0-22-generic                    gcc 9
            jammy-updates   6.5.0-21-generic                     gcc 12
            jammy-updates   6.5.0-1018-gcp                       gcc 12
            noble           6.8.0-11-generic                     gcc 13
            noble-updates   6.17.0-1022-azure                    gcc 13
            """;

    @Test
    public void the_tables_name_the_compilers_that_kernels_were_built_with() throws Exception {
        List<String> said = new ArrayList<>();
        for (String line : KERNELS.lines().toList()) {
            String[] words = line.split(" +", -1);
            said.add(words[0] + " " + words[1] + " "
                    + RpmTable.of(words[0]).toolsOf(words[1]).orElseThrow().compiler());
        }
        AptTable ubuntu = AptTable.of("ubuntu");
        for (String line : UBUNTU.lines().toList()) {
            String[] words = line.split(" +", -1);
            said.add(words[0] + " " + words[1] + " "
                    + ubuntu.toolsOf(words[0], words[1]).orElseThrow().compiler());
        }
        assertThat(said)
                .containsExactlyElementsOf(
                        (KERNELS + UBUNTU).replaceAll(" +", " ").lines().toList());
    }

    /** glibc-2.38-150600 is that of openSUSE Leap 15.6 and of SLES 15 SP6 and SP7; up to SP5 it is 2.31. */
    @Test
    public void build_programs_of_the_last_service_packs_need_a_newer_c_library() throws Exception {
        for (String id : List.of("opensuse-leap", "sles")) {
            RpmTable table = RpmTable.of(id);
            assertThat(table.toolsOf("5.14.21-150500.55.88-default")
                            .orElseThrow()
                            .libc())
                    .isEqualTo("2.31");
            assertThat(table.toolsOf("6.4.0-150600.23.47-default").orElseThrow().libc())
                    .isEqualTo("2.38");
            assertThat(table.toolsOf("6.4.0-150700.53.3-default").orElseThrow().libc())
                    .isEqualTo("2.38");
        }
    }
}
