package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Photon OS 4 has them. */
public class PhotonTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), Photon.ID);
    }

    @Test
    public void the_release_is_without_the_architecture_and_nothing_is_known_of_keys() throws Exception {
        Distro.Discovery found = tester().add(
                        "4.0/photon_updates_4.0_x86_64", "5.10.83", "6.ph4", "x86_64", "linux-devel", "linux")
                .add("4.0/photon_updates_4.0_x86_64", "5.10.83", "6.ph4", "x86_64", "linux-aws-devel", "linux-aws")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "5.10.83-6.ph4 #1-photon [H:linux-devel, C:linux] gcc 10 2.32",
                        "5.10.83-6.ph4-aws #1-photon [H:linux-aws-devel, C:linux-aws] gcc 10 2.32");
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .startsWith("photon: no key of this distribution is known");
    }
}
