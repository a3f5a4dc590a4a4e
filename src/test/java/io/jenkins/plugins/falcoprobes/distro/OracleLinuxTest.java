package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Oracle Linux 8 and 9 have them. */
public class OracleLinuxTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), OracleLinux.ID);
    }

    /** Packages of falcosecurity/test-infra's list of 2023; where they are there. */
    @Test
    public void modified_kernels_and_the_first_uek_are_found_for_6() throws Exception {
        assertThat(lines(tester().add("OL6/MODRHCK/x86_64", "2.6.32", "696.1.1.0.1.el6", "x86_64", "kernel-devel")
                        .add("OL6/UEK/latest/x86_64", "2.6.39", "100.10.1.el6uek", "x86_64", "kernel-uek-devel")
                        .add("OL6/UEKR3/latest/x86_64", "3.8.13", "118.10.2.el6uek", "x86_64", "kernel-uek-devel")
                        .discover(Architecture.X86_64)))
                .containsExactly(
                        "2.6.32-696.1.1.0.1.el6.x86_64 #1 [H:kernel-devel] gcc 4.4 2.12",
                        "2.6.39-100.10.1.el6uek.x86_64 #2 [H:kernel-uek-devel] gcc 4.8 2.12",
                        "3.8.13-118.10.2.el6uek.x86_64 #2 [H:kernel-uek-devel] gcc 4.8 2.12");
    }

    @Test
    public void both_kernels_are_found_and_uek_is_a_flavour_that_was_built_twice() throws Exception {
        Distro.Discovery found = tester().add(
                        "OL8/baseos/latest/x86_64", "4.18.0", "553.el8_10", "x86_64", "kernel-devel", "kernel-core")
                .add("OL8/UEKR6/x86_64", "5.4.17", "2136.300.7.el8uek", "x86_64", "kernel-uek-devel", "kernel-uek")
                .add("OL9/UEKR7/x86_64", "5.15.0", "3.60.5.1.el9uek", "x86_64", "kernel-uek-devel", "kernel-uek-core")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.18.0-553.el8_10.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 8 2.28",
                        "5.4.17-2136.300.7.el8uek.x86_64 #2 [H:kernel-uek-devel, C:kernel-uek] gcc 8 2.28",
                        "5.15.0-3.60.5.1.el9uek.x86_64 #2 [H:kernel-uek-devel, C:kernel-uek-core] gcc 11 2.34");
        assertThat(found.kernels()).extracting(kernel -> kernel.flavour()).containsExactly("", "uek", "uek");
    }
}
