package io.jenkins.plugins.falcoprobes.distro;

import static io.jenkins.plugins.falcoprobes.distro.RpmDistroTester.lines;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestRpmRepository;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Test
    public void the_newest_releases_repository_is_where_a_list_says_and_has_the_kernels_of_all_releases()
            throws Exception {
        String newest = "/al2023/core/guids/4183134ece8a/x86_64";
        server.put("/al2023/core/mirrors/latest/x86_64/mirror.list", (server.uri(newest) + "/\n").getBytes(UTF_8));
        String older = "/al2023/core/guids/0123456789ab/x86_64";
        server.put(
                "/al2023/core/mirrors/2023.0.20230222/x86_64/mirror.list", (server.uri(older) + "/\n").getBytes(UTF_8));
        add(older, "6.1.10", "15.42.amzn2023").publish();
        TestRpmRepository repository = add(newest, "6.1.10", "15.42.amzn2023");
        String blob = "../../../../blobstore/85e031a38720/kernel-devel-6.1.129-138.220.amzn2023.x86_64.rpm";
        repository
                .add("kernel-devel", "6.1.129", "138.220.amzn2023", "x86_64", blob, "sha256", "0".repeat(64), 1)
                .publish();

        RpmTable table = RpmTable.of(AmazonLinux2023.ID);
        Distro distro = new RpmDistro(
                AmazonLinux2023.ID,
                new RpmTable(
                        table.keys(),
                        table.sha1(),
                        Map.of("main", server.uri("/al2023")),
                        table.repositories(),
                        table.headers(),
                        table.tools()),
                Optional.empty(),
                new DistroContext(TestArchive.downloads(folder.newFolder().toPath()), Map.of(), DistroSettings.NONE));
        Distro.Discovery found = distro.discover(Set.of(Architecture.X86_64));
        assertThat(found.kernels())
                .extracting(kernel -> kernel.packages().get(0).uri())
                .containsExactly(
                        server.uri(newest + "/Packages/kernel-devel-6.1.10-15.42.amzn2023.x86_64.rpm"),
                        server.uri("/al2023/blobstore/85e031a38720/kernel-devel-6.1.129-138.220.amzn2023.x86_64.rpm"));
    }

    private TestRpmRepository add(String path, String version, String release) {
        return new TestRpmRepository(server, path)
                .add("kernel-devel", version, release, "x86_64", (version + release).getBytes(UTF_8));
    }
}
