package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Alibaba Cloud Linux 2 and 3 have them. */
public class AlibabaLinuxTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AlibabaLinux.ID);
    }

    @Test
    public void base_updates_and_plus_have_kernels() throws Exception {
        Distro.Discovery found = tester().add(
                        "3/updates/x86_64", "5.10.134", "16.3.al8", "x86_64", "kernel-devel", "kernel-core")
                .add("2.1903/plus/x86_64", "4.19.91", "27.8.al7", "x86_64", "kernel-devel", "kernel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.19.91-27.8.al7.x86_64 #1 [H:kernel-devel, C:kernel] gcc 4.8 2.17",
                        "5.10.134-16.3.al8.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 10 2.32");
        assertThat(found.warnings()).singleElement().asString().contains("no key of this distribution is known here");
    }
}
