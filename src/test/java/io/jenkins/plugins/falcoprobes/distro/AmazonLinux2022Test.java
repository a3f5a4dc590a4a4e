package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Amazon Linux 2022 has them. */
public class AmazonLinux2022Test {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AmazonLinux2022.ID);
    }

    @Test
    public void each_preview_has_kernels() throws Exception {
        Distro.Discovery found = tester().add(
                        "core/mirrors/2022.0.20220202/x86_64", "5.15.16", "11.1.amzn2022", "x86_64", "kernel-devel")
                .add("core/mirrors/latest/x86_64", "5.15.75", "48.135.amzn2022", "x86_64", "kernel-devel", "kernel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "5.15.16-11.1.amzn2022.x86_64 #1 [H:kernel-devel] gcc 11 2.34",
                        "5.15.75-48.135.amzn2022.x86_64 #1 [H:kernel-devel, C:kernel] gcc 11 2.34");
    }
}
