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

    /** Packages of falcosecurity/test-infra's list of 2023; {@code uname -r} leaves out how often they were rebuilt. */
    @Test
    public void older_releases_have_kernels_too() throws Exception {
        String[] names = {"kernel-default-devel", "kernel-default"};
        assertThat(lines(tester().add("distribution/leap/15.1/repo/oss", "4.12.14", "lp151.27.3", "x86_64", names)
                        .add("distribution/leap/15.1/repo/oss", "4.12.14", "lp151.27.3", "noarch", "kernel-devel")
                        .add("distribution/leap/15.2/repo/oss", "5.3.18", "lp152.19.2", "x86_64", names)
                        .add("distribution/leap/15.2/repo/oss", "5.3.18", "lp152.19.2", "noarch", "kernel-devel")
                        .add("distribution/leap/15.3/repo/oss", "5.3.18", "57.3", "x86_64", names)
                        .add("distribution/leap/15.3/repo/oss", "5.3.18", "57.3", "noarch", "kernel-devel")
                        .add("update/leap/15.4/sle", "5.14.21", "150400.24.100.2", "x86_64", names)
                        .add("update/leap/15.4/sle", "5.14.21", "150400.24.100.2", "noarch", "kernel-devel")
                        .add("distribution/leap/42.3/repo/oss/suse", "4.4.76", "1.1", "x86_64", names)
                        .add("distribution/leap/42.3/repo/oss/suse", "4.4.76", "1.1", "noarch", "kernel-devel")
                        .discover(Architecture.X86_64)))
                .extracting(line -> line.replaceFirst(" #1.*]", ""))
                .containsExactly(
                        "4.4.76-1-default gcc 4.8 2.22",
                        "4.12.14-lp151.27-default gcc 7 2.26",
                        "5.3.18-lp152.19-default gcc 7 2.26",
                        "5.3.18-57-default gcc 7 2.31",
                        "5.14.21-150400.24.100-default gcc 7 2.31");
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
