package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Amazon Linux 2023 has them. */
public class AmazonLinux2023Test {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), AmazonLinux2023.ID);
    }

    @Test
    public void later_series_have_packages_of_their_own() throws Exception {
        Distro.Discovery found = tester().add(
                        "core/mirrors/latest/x86_64", "6.1.119", "129.201.amzn2023", "x86_64", "kernel-devel", "kernel")
                .add(
                        "core/mirrors/latest/x86_64",
                        "6.12.20",
                        "23.97.amzn2023",
                        "x86_64",
                        "kernel6.12-devel",
                        "kernel6.12")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "6.1.119-129.201.amzn2023.x86_64 #1 [H:kernel-devel, C:kernel] gcc 11 2.34",
                        "6.12.20-23.97.amzn2023.x86_64 #1 [H:kernel6.12-devel, C:kernel6.12] gcc 11 2.34");
    }
}
