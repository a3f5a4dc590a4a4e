package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as AlmaLinux 8.10 and 9.4 have them. */
public class AlmaLinuxTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AlmaLinux.ID);
    }

    @Test
    public void a_kernel_is_made_of_packages_of_two_repositories() throws Exception {
        Distro.Discovery found = tester().add(
                        "8/BaseOS/x86_64/os", "4.18.0", "553.el8_10", "x86_64", "kernel", "kernel-core", "kernel-devel")
                .add("9/BaseOS/x86_64/os", "5.14.0", "427.13.1.el9_4", "x86_64", "kernel", "kernel-core")
                .add("9/AppStream/x86_64/os", "5.14.0", "427.13.1.el9_4", "x86_64", "kernel-devel", "kernel-headers")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.18.0-553.el8_10.x86_64 #1 [H:kernel-devel, C:kernel-core, C:kernel] gcc 8 2.28",
                        "5.14.0-427.13.1.el9_4.x86_64 #1 [H:kernel-devel, C:kernel-core, C:kernel] gcc 11 2.34");
        assertThat(found.warnings()).isEmpty();
        assertThat(found.kernels().get(1).origins()).containsExactly("9/AppStream");
    }

    @Test
    public void kernels_with_large_pages_are_a_flavour() throws Exception {
        Distro.Discovery found = tester().add(
                        "9/AppStream/aarch64/os", "5.14.0", "427.el9", "aarch64", "kernel-devel", "kernel-64k-devel")
                .add("9/BaseOS/aarch64/os", "5.14.0", "427.el9", "aarch64", "kernel-core", "kernel-64k-core")
                .discover(Architecture.X86_64, Architecture.AARCH64);
        assertThat(lines(found))
                .containsExactly(
                        "5.14.0-427.el9.aarch64 #1 [H:kernel-devel, C:kernel-core] gcc 11 2.34",
                        "5.14.0-427.el9.aarch64+64k #1 [H:kernel-64k-devel, C:kernel-64k-core] gcc 11 2.34");
        assertThat(found.kernels().get(1).flavour()).isEqualTo("64k");
    }
}
