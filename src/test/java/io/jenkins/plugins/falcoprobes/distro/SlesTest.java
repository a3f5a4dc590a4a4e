package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.Map;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as SUSE Linux Enterprise 12 and 15 have them, in the folders of a Repository Mirroring Tool. */
public class SlesTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), Sles.ID);
    }

    @Test
    public void a_kernel_is_the_flavours_headers_and_the_shared_ones() throws Exception {
        String updates = "SUSE/Updates/SLE-Module-Basesystem/15-SP5/x86_64/update";
        String old = "SUSE/Updates/SLE-SERVER/12-SP5/x86_64/update";
        Distro.Discovery found = tester().add(
                        updates, "5.14.21", "150500.55.39.1", "x86_64", "kernel-default-devel", "kernel-default")
                .add(updates, "5.14.21", "150500.55.39.1", "noarch", "kernel-devel")
                .add(old, "4.12.14", "122.186.1", "x86_64", "kernel-default-devel", "kernel-default")
                .add(old, "4.12.14", "122.186.1", "noarch", "kernel-devel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "4.12.14-122.186-default #1 [H:kernel-default-devel, C:kernel-devel, C:kernel-default]"
                                + " gcc 4.8 2.22",
                        "5.14.21-150500.55.39-default #1 [H:kernel-default-devel, C:kernel-devel, C:kernel-default]"
                                + " gcc 7 2.31");
    }

    @Test
    public void each_service_pack_has_its_compiler_and_library() throws Exception {
        RpmTable table = RpmTable.of(Sles.ID);
        assertThat(table.toolsOf("4.12.14-197.108-default").orElseThrow().libc())
                .isEqualTo("2.26");
        assertThat(table.toolsOf("5.3.18-24.96-default").orElseThrow().libc()).isEqualTo("2.26");
        assertThat(table.toolsOf("5.3.18-150300.59.93-default").orElseThrow().libc())
                .isEqualTo("2.31");
        assertThat(table.toolsOf("6.12.0-160000.5-default").orElseThrow().compiler())
                .hasToString("gcc 13");
        assertThat(table.toolsOf("4.4.180-94.164-default").orElseThrow().compiler())
                .hasToString("gcc 4.8");
    }

    @Test
    public void there_is_none_without_a_mirror() throws Exception {
        assertThat(Distros.needs(Sles.ID)).containsExactly("sles");
        assertThat(RpmTable.of(Sles.ID).sources(Sles.ID, Set.of(Architecture.X86_64), Map.of()))
                .isEmpty();
    }

    /** The first kernel of a service pack has one number in its release. */
    @Test
    public void the_first_kernel_of_a_service_pack_is_of_its_compiler_and_c_library() throws Exception {
        RpmTable table = RpmTable.of(Sles.ID);
        for (String release :
                java.util.List.of("4.12.14-23-default", "4.12.14-195-default", "4.12.14-197.105-default")) {
            assertThat(table.toolsOf(release).orElseThrow().compiler())
                    .as(release)
                    .hasToString("gcc 7");
        }
        assertThat(table.toolsOf("5.3.18-57-default").orElseThrow().libc()).isEqualTo("2.31");
        assertThat(table.toolsOf("5.3.18-22-default").orElseThrow().libc()).isEqualTo("2.26");
        assertThat(table.toolsOf("4.12.14-122.37-default").orElseThrow().compiler())
                .hasToString("gcc 4.8");
    }
}
