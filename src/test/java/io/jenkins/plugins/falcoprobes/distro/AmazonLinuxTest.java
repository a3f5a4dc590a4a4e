package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Amazon Linux 2018.03 has them. */
public class AmazonLinuxTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AmazonLinux.ID);
    }

    @Test
    public void main_and_updates_have_kernels() throws Exception {
        Distro.Discovery found = tester().add(
                        "2018.03/updates/x86_64", "4.14.62", "65.117.amzn1", "x86_64", "kernel-devel", "kernel")
                .add("2017.03/main/x86_64", "4.9.20", "10.30.amzn1", "x86_64", "kernel-devel", "kernel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.9.20-10.30.amzn1.x86_64 #1 [H:kernel-devel, C:kernel] gcc 4.8 2.17",
                        "4.14.62-65.117.amzn1.x86_64 #1 [H:kernel-devel, C:kernel] gcc 7 2.17");
    }

    @Test
    public void nobody_vouches_for_plain_http_but_the_user() {
        assertThat(Distros.needs(AmazonLinux.ID)).containsExactly("amazonlinux", "amazonlinux.keys");
    }
}
