package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Rocky Linux 9 has them. */
public class RockyTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), Rocky.ID);
    }

    @Test
    public void a_kernel_that_two_minor_releases_have_is_found_once() throws Exception {
        Distro.Discovery found = tester().add(
                        "9.3/AppStream/x86_64/os", "5.14.0", "362.8.1.el9_3", "x86_64", "kernel-devel")
                .add("9.3/BaseOS/x86_64/os", "5.14.0", "362.8.1.el9_3", "x86_64", "kernel-core")
                .add("9/AppStream/x86_64/os", "5.14.0", "362.8.1.el9_3", "x86_64", "kernel-devel")
                .add("9/AppStream/x86_64/os", "5.14.0", "427.el9", "x86_64", "kernel-devel")
                .add("10/AppStream/x86_64/os", "6.12.0", "55.el10_0", "x86_64", "kernel-devel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "5.14.0-362.8.1.el9_3.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 11 2.34",
                        "5.14.0-427.el9.x86_64 #1 [H:kernel-devel] gcc 11 2.34",
                        "6.12.0-55.el10_0.x86_64 #1 [H:kernel-devel] gcc 14 2.39");
        assertThat(found.kernels().get(0).origins()).containsExactly("9.3/AppStream", "9/AppStream");
    }

    @Test
    public void real_time_kernels_are_in_a_repository_of_their_own() throws Exception {
        assertThat(lines(tester().add(
                                "9/RT/x86_64/os",
                                "5.14.0",
                                "427.20.1.el9_4",
                                "x86_64",
                                "kernel-rt-devel",
                                "kernel-rt-core")
                        .add(
                                "8/RT/x86_64/os",
                                "4.18.0",
                                "553.22.1.rt7.363.el8_10",
                                "x86_64",
                                "kernel-rt-devel",
                                "kernel-rt-core")
                        .discover(Architecture.X86_64)))
                .containsExactly(
                        "4.18.0-553.22.1.rt7.363.el8_10.x86_64 #1 [H:kernel-rt-devel, C:kernel-rt-core] gcc 8 2.28",
                        "5.14.0-427.20.1.el9_4.x86_64+rt #1 [H:kernel-rt-devel, C:kernel-rt-core] gcc 11 2.34");
    }
}
