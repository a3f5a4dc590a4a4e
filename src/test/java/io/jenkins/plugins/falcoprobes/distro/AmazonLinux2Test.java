package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Amazon Linux 2 has them. */
public class AmazonLinux2Test {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AmazonLinux2.ID);
    }

    @Test
    public void the_core_and_the_extras_have_kernels() throws Exception {
        Distro.Discovery found = tester().add(
                        "core/latest/x86_64", "4.14.355", "276.618.amzn2", "x86_64", "kernel-devel", "kernel")
                .add(
                        "extras/kernel-5.10/latest/x86_64",
                        "5.10.230",
                        "223.885.amzn2",
                        "x86_64",
                        "kernel-devel",
                        "kernel")
                .add("extras/kernel-ng/latest/x86_64", "4.19.84", "33.70.amzn2", "x86_64", "kernel-devel", "kernel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.14.355-276.618.amzn2.x86_64 #1 [H:kernel-devel, C:kernel] gcc 7 2.26",
                        "4.19.84-33.70.amzn2.x86_64 #1 [H:kernel-devel, C:kernel] gcc 7 2.26",
                        "5.10.230-223.885.amzn2.x86_64 #1 [H:kernel-devel, C:kernel] gcc 10 2.26");
    }
}
