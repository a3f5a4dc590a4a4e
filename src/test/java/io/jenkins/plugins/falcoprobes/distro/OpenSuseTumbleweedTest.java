package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as openSUSE Tumbleweed has them. */
public class OpenSuseTumbleweedTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), OpenSuseTumbleweed.ID);
    }

    @Test
    public void the_release_is_without_the_number_of_the_rebuild() throws Exception {
        Distro.Discovery found = tester().add(
                        "tumbleweed/repo/oss", "6.10.5", "1.1", "x86_64", "kernel-default-devel", "kernel-default")
                .add("tumbleweed/repo/oss", "6.10.5", "1.1", "noarch", "kernel-devel")
                .discover(Architecture.X86_64);
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release().value())
                .containsExactly("6.10.5-1-default");
    }
}
