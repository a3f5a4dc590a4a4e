package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Fedora 41 has them. */
public class FedoraTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), Fedora.ID);
    }

    @Test
    public void releases_and_updates_are_read_from_a_plain_mirror() throws Exception {
        Distro.Discovery found = tester().add(
                        "releases/41/Everything/x86_64/os",
                        "6.11.4",
                        "301.fc41",
                        "x86_64",
                        "kernel-devel",
                        "kernel-core")
                .add("updates/41/Everything/x86_64", "6.14.5", "200.fc41", "x86_64", "kernel-devel", "kernel-core")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "6.11.4-301.fc41.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 14 2.40",
                        "6.14.5-200.fc41.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 14 2.40");
    }

    @Test
    public void without_a_mirror_the_metalink_comes_first_and_the_archive_last() throws Exception {
        assertThat(RpmTable.of(Fedora.ID)
                        .sources(Fedora.ID, java.util.Set.of(Architecture.AARCH64), java.util.Map.of())
                        .get(0)
                        .places())
                .extracting(place -> place.kind() + " " + place.uri())
                .containsExactly(
                        "METALINK https://mirrors.fedoraproject.org/metalink?repo=fedora-39&arch=aarch64",
                        "REPOSITORY https://dl.fedoraproject.org/pub/fedora/linux/releases/39/Everything/aarch64/os",
                        "REPOSITORY https://archives.fedoraproject.org/pub/archive/fedora/linux/releases/39/Everything/aarch64/os");
    }
}
