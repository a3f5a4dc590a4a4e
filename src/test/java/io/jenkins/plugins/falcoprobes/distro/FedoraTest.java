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

    /** As in falcosecurity/test-infra's list of 2025; only the archive has them. */
    @Test
    public void releases_that_are_over_are_in_the_archive() throws Exception {
        RpmTable table = RpmTable.of(Fedora.ID);
        assertThat(table.sources(Fedora.ID, java.util.Set.of(Architecture.X86_64), java.util.Map.of()))
                .filteredOn(source -> source.name().matches("3[28]/.*"))
                .flatExtracting(source -> source.places())
                .extracting(place -> place.uri().toString())
                .containsExactly(
                        "https://archives.fedoraproject.org/pub/archive/fedora/linux/releases/32/Everything/x86_64/os",
                        "https://archives.fedoraproject.org/pub/archive/fedora/linux/updates/32/Everything/x86_64",
                        "https://archives.fedoraproject.org/pub/archive/fedora/linux/releases/38/Everything/x86_64/os",
                        "https://archives.fedoraproject.org/pub/archive/fedora/linux/updates/38/Everything/x86_64");
        assertThat(table.toolsOf("5.6.6-300.fc32.x86_64").orElseThrow().compiler())
                .hasToString("gcc 10");
        assertThat(table.toolsOf("5.17.12-100.fc34.x86_64").orElseThrow().compiler())
                .hasToString("gcc 11");
        assertThat(table.toolsOf("6.0.7-301.fc37.x86_64").orElseThrow().compiler())
                .hasToString("gcc 12");
        assertThat(table.toolsOf("6.8.4-100.fc38.x86_64").orElseThrow().compiler())
                .hasToString("gcc 13");
    }

    /** The server keeps every update; a user names it, since its indexes are long. */
    @Test
    public void updates_of_all_time_are_read_where_a_user_names_the_server_that_keeps_them() throws Exception {
        java.net.URI kept = java.net.URI.create("https://fedoraproject-updates-archive.fedoraproject.org/fedora");
        assertThat(RpmTable.of(Fedora.ID)
                        .sources(
                                Fedora.ID, java.util.Set.of(Architecture.X86_64), java.util.Map.of("fedora-kept", kept))
                        .get(0)
                        .places())
                .extracting(place -> place.uri().toString())
                .containsExactly(kept + "/39/x86_64");
    }

    @Test
    public void without_a_mirror_the_metalink_comes_first_and_the_archive_last() throws Exception {
        assertThat(
                        RpmTable.of(Fedora.ID)
                                .sources(Fedora.ID, java.util.Set.of(Architecture.AARCH64), java.util.Map.of())
                                .stream()
                                .filter(source -> source.name().equals("39/releases"))
                                .findFirst()
                                .orElseThrow()
                                .places())
                .extracting(place -> place.kind() + " " + place.uri())
                .containsExactly(
                        "METALINK https://mirrors.fedoraproject.org/metalink?repo=fedora-39&arch=aarch64",
                        "REPOSITORY https://dl.fedoraproject.org/pub/fedora/linux/releases/39/Everything/aarch64/os",
                        "REPOSITORY https://archives.fedoraproject.org/pub/archive/fedora/linux/releases/39/Everything/aarch64/os");
    }
}
