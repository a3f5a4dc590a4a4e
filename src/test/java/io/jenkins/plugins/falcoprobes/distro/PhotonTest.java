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

    /** Most kernels of 4 and 5 are there alone, by falcosecurity/test-infra's lists of 2023 to 2025. */
    @Test
    public void kernels_of_the_distributions_own_repository_are_found() throws Exception {
        assertThat(lines(tester().add(
                                "4.0/photon_4.0_x86_64", "5.10.103", "1.ph4", "x86_64", "linux-devel", "linux-rt-devel")
                        .add("4.0/photon_updates_4.0_x86_64", "5.10.212", "4.ph4", "x86_64", "linux-secure-devel")
                        .add("5.0/photon_5.0_x86_64", "6.1.10", "12.ph5", "x86_64", "linux-devel")
                        .discover(Architecture.X86_64)))
                .containsExactly(
                        "5.10.103-1.ph4 #1-photon [H:linux-devel] gcc 10 2.32",
                        "5.10.103-1.ph4-rt #1-photon [H:linux-rt-devel] gcc 10 2.32",
                        "5.10.212-4.ph4-secure #1-photon [H:linux-secure-devel] gcc 10 2.32",
                        "6.1.10-12.ph5 #1-photon [H:linux-devel] gcc 12 2.36");
        assertThat(lines(tester().add("5.0/photon_5.0_aarch64", "6.1.10", "12.ph5", "aarch64", "linux-devel")
                        .discover(Architecture.AARCH64)))
                .hasSize(1);
    }

    /** Broadcom has VMware's packages now. */
    @Test
    public void both_servers_are_asked() throws Exception {
        assertThat(RpmTable.of(Photon.ID)
                        .sources(Photon.ID, java.util.Set.of(Architecture.X86_64), java.util.Map.of())
                        .get(0)
                        .places())
                .extracting(place -> place.uri().toString())
                .containsExactly(
                        "https://packages.broadcom.com/photon/3.0/photon_release_3.0_x86_64",
                        "https://packages.vmware.com/photon/3.0/photon_release_3.0_x86_64");
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
