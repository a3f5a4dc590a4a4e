package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.RpmPackage;
import io.jenkins.plugins.falcoprobes.repository.TestCertificates;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Names of packages as Red Hat Enterprise Linux 7 to 10 has them, from mirrors that ask who is asking. */
public class RhelTest {
    private static final TestCertificates NETWORK = TestCertificates.make();
    private static final TestCertificates CLIENT = TestCertificates.make();

    @ClassRule
    public static final TestServer SECURE = new TestServer(NETWORK.trusting(CLIENT));

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private RpmDistroTester filled(TestServer from) throws Exception {
        return new RpmDistroTester(from, folder.newFolder().toPath(), Rhel.ID)
                .add("rhel9/9/x86_64/appstream/os", "5.14.0", "427.13.1.el9_4", "x86_64", "kernel-devel")
                .add("rhel9/9/x86_64/baseos/os", "5.14.0", "427.13.1.el9_4", "x86_64", "kernel-core");
    }

    @Test
    public void every_major_release_has_its_repositories() throws Exception {
        Distro.Discovery found = filled(server)
                .add("rhel10/10/x86_64/appstream/os", "6.12.0", "55.9.1.el10_0", "x86_64", "kernel-devel")
                .add("rhel8/8/x86_64/baseos/os", "4.18.0", "553.el8_10", "x86_64", "kernel-devel", "kernel-core")
                .add("rhel/server/7/7Server/x86_64/os", "3.10.0", "1160.el7", "x86_64", "kernel-devel", "kernel")
                .discover(Architecture.X86_64);
        assertThat(lines(found))
                .containsExactly(
                        "3.10.0-1160.el7.x86_64 #1 [H:kernel-devel, C:kernel] gcc 4.8 2.17",
                        "4.18.0-553.el8_10.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 8 2.28",
                        "5.14.0-427.13.1.el9_4.x86_64 #1 [H:kernel-devel, C:kernel-core] gcc 11 2.34",
                        "6.12.0-55.9.1.el10_0.x86_64 #1 [H:kernel-devel] gcc 14 2.39");
    }

    @Test
    public void an_entitlement_opens_a_server_that_asks_for_one() throws Exception {
        DistroSettings entitled = DistroSettings.NONE
                .with("rhel.certificate", CLIENT.certificate())
                .with("rhel.key", CLIENT.oldKey())
                .with("rhel.ca", NETWORK.certificate());
        assertThat(filled(SECURE).with(entitled).discover(Architecture.X86_64).kernels())
                .hasSize(1);
    }

    @Test
    public void without_the_right_entitlement_one_line_says_so() throws Exception {
        DistroSettings none = DistroSettings.NONE.with("rhel.ca", NETWORK.certificate());
        DistroSettings wrong =
                none.with("rhel.certificate", NETWORK.certificate()).with("rhel.key", NETWORK.key());
        for (DistroSettings settings : List.of(none, wrong)) {
            Distro rhel = filled(SECURE).with(settings).distro();
            assertThatThrownBy(() -> rhel.discover(Set.of(Architecture.X86_64)))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageStartingWith(SECURE.uri("/").toString())
                    .satisfies(
                            e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
        }
        RpmDistroTester broken = filled(SECURE).with(none.with("rhel.certificate", new byte[] {1}));
        assertThatThrownBy(broken::distro)
                .isInstanceOf(IOException.class)
                .hasMessage("rhel.certificate: there is no certificate in it; accepted is a PEM file");
    }

    @Test
    public void a_mirror_may_ask_for_a_header() throws Exception {
        server.admit(headers -> "AKCp8secret".equals(headers.getFirst("X-JFrog-Art-Api")));
        byte[] header = "X-JFrog-Art-Api: AKCp8secret\n".getBytes(US_ASCII);
        assertThat(filled(server)
                        .with(DistroSettings.NONE.with("rhel.header", header))
                        .discover(Architecture.X86_64)
                        .kernels())
                .hasSize(1);
        RpmDistroTester without = filled(server);
        assertThatThrownBy(() -> without.discover(Architecture.X86_64))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("the server answered 403");
    }

    @Test
    public void it_is_looked_at_with_an_entitlement_or_a_mirror_only() {
        assertThat(Distros.standard(List.of())).doesNotContain("rhel");
        assertThat(Distros.standard(List.of("rhel"))).contains("rhel");
        assertThat(Distros.standard(List.of("rhel.certificate"))).contains("rhel");
    }

    /**
     * {@code uname -r} of users: {@code 4.18.0-305.49.1.rt7.121.el8_4.x86_64}, {@code 5.14.0-427.20.1.el9_4.x86_64+rt}. Since 9.3
     * the real-time kernel is a flavour of the plain one's source.
     */
    @Test
    public void a_real_time_kernel_has_an_ending_where_it_has_no_source_of_its_own() throws Exception {
        for (String id : List.of(Rhel.ID, Rocky.ID, AlmaLinux.ID, CentOs.ID)) {
            RpmTable table = RpmTable.of(id);
            Distro.Discovery found = RpmKernels.find(
                    id,
                    table,
                    List.of(
                            rt("4.18.0", "305.49.1.rt7.121.el8_4"),
                            rt("5.14.0", "284.25.1.rt14.310.el9_2"),
                            rt("5.14.0", "427.20.1.el9_4")));
            assertThat(found.warnings()).isEmpty();
            assertThat(found.kernels())
                    .as(id)
                    .extracting(kernel -> kernel.release() + " " + kernel.flavour())
                    .containsExactly(
                            "4.18.0-305.49.1.rt7.121.el8_4.x86_64 rt",
                            "5.14.0-284.25.1.rt14.310.el9_2.x86_64 rt",
                            "5.14.0-427.20.1.el9_4.x86_64+rt rt");
        }
    }

    private static RpmPackage rt(String version, String release) {
        return new RpmPackage(
                "rt",
                "kernel-rt-devel",
                version,
                release,
                "x86_64",
                URI.create("http://localhost/kernel-rt-devel.rpm"),
                1,
                "00");
    }
}
