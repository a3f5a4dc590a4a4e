package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as CentOS Stream 9 and the vault have them. */
public class CentOsTest {
    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester tester() throws Exception {
        return new RpmDistroTester(server, folder.newFolder().toPath(), CentOs.ID);
    }

    @Test
    public void stream_is_read_from_the_mirror() throws Exception {
        Distro.Discovery found = tester().add(
                        "9-stream/AppStream/x86_64/os", "5.14.0", "437.el9", "x86_64", "kernel-devel")
                .add("9-stream/BaseOS/x86_64/os", "5.14.0", "437.el9", "x86_64", "kernel-core")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly("5.14.0-437.el9.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 11 2.34");
    }

    @Test
    public void its_modules_are_not_for_red_hats_hosts_where_red_hats_kernels_are_to_be_had() throws Exception {
        assertThat(tester().distro().leavesAlone()).isEmpty();
        DistroSettings settings = DistroSettings.of(Map.of("rhel.certificate", "/etc/pki/entitlement/1.pem"));
        assertThat(tester().with(settings.ofDistros(CentOs.ID::equals)).distro().leavesAlone())
                .containsExactlyInAnyOrder("rhel", "rhcos");
    }

    /** {@code rpm -qi} of its packages from 2012 on, as users have shown it. */
    @Test
    public void the_key_of_6_signed_with_sha1() throws Exception {
        assertThat(RpmTable.of(CentOs.ID).sha1()).containsExactly("0946FCA2C105B9DE");
    }

    /** Where falcosecurity/test-infra's lists of 2024 and 2025 have its kernels, since it has left the mirrors. */
    @Test
    public void stream_8_is_in_the_vault_and_at_kernel_org() throws Exception {
        assertThat(RpmTable.of(CentOs.ID).sources(CentOs.ID, java.util.Set.of(Architecture.X86_64), java.util.Map.of()))
                .filteredOn(source -> source.name().equals("8-stream/BaseOS"))
                .singleElement()
                .satisfies(source -> assertThat(source.places())
                        .extracting(place -> place.uri().toString())
                        .containsExactly(
                                "https://vault.centos.org/8-stream/BaseOS/x86_64/os",
                                "https://archive.kernel.org/centos-vault/8-stream/BaseOS/x86_64/os"));
    }

    @Test
    public void old_releases_are_in_the_vault_and_ask_for_their_own_compiler() throws Exception {
        RpmTable table = RpmTable.of(CentOs.ID);
        assertThat(RpmDistro.mirrors(CentOs.ID)).containsExactly("centos", "centos-vault", "centos-kernelorg");
        assertThat(table.sources(CentOs.ID, java.util.Set.of(Architecture.X86_64), java.util.Map.of()))
                .filteredOn(source -> source.name().equals("7.9.2009/updates"))
                .singleElement()
                .satisfies(source -> assertThat(source.places())
                        .extracting(place -> place.uri().toString())
                        .containsExactly(
                                "https://vault.centos.org/7.9.2009/updates/x86_64",
                                "https://archive.kernel.org/centos-vault/7.9.2009/updates/x86_64"));
        assertThat(table.toolsOf("3.10.0-1160.el7.x86_64").orElseThrow().compiler())
                .hasToString("gcc 4.8");
        assertThat(table.toolsOf("2.6.32-754.el6.x86_64").orElseThrow().compiler())
                .hasToString("gcc 4.4");
        assertThat(table.toolsOf("4.18.0-193.el8.x86_64").orElseThrow().compiler())
                .hasToString("gcc 8");
    }
}
