package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as openSUSE Leap 15.5 has them. */
public class OpenSuseLeapTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), OpenSuseLeap.ID);
    }

    @Test
    public void a_kernel_is_the_flavours_headers_and_the_shared_ones() throws Exception {
        Distro.Discovery found = tester().add(
                        "update/leap/15.5/sle",
                        "5.14.21",
                        "150500.55.7.1",
                        "x86_64",
                        "kernel-default-devel",
                        "kernel-default")
                .add("update/leap/15.5/sle", "5.14.21", "150500.55.7.1", "aarch64", "kernel-default-devel")
                .add("update/leap/15.5/sle", "5.14.21", "150500.55.7.1", "noarch", "kernel-devel")
                .add("update/leap/15.5/sle", "5.14.21", "150500.55.12.1", "x86_64", "kernel-default-devel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly("5.14.21-150500.55.7-default #1 [H:kernel-default-devel, C:kernel-devel,"
                        + " C:kernel-default] gcc 7 2.31");
        assertThat(found.warnings())
                .containsExactly("opensuse-leap: 15.5/update-sle: kernel-default-devel-5.14.21-150500.55.12.1"
                        + " is left out: no repository has its kernel-devel");
    }
}
