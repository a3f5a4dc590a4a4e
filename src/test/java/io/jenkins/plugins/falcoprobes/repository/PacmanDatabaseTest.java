package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class PacmanDatabaseTest {
    private static final Set<String> NAMES = Set.of("linux-headers");

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private List<PacmanPackage> read(byte[] database) throws Exception {
        server.put("/core/os/x86_64/core.db", database);
        Downloads downloads = TestArchive.downloads(folder.newFolder().toPath());
        return PacmanDatabase.read(downloads, server.uri("/core/os/x86_64/"), "core", NAMES);
    }

    @Test
    public void packages_with_a_wanted_name_are_found() throws Exception {
        byte[] content = "package".getBytes(UTF_8);
        List<PacmanPackage> found = read(new TestPacmanRepository()
                .add("linux", "6.9.7.arch1-1", "x86_64", content, 1_719_540_000)
                .add("linux-headers", "6.9.7.arch1-1", "x86_64", content, 1_719_540_000)
                .add("linux-headers-extra", "1-1", "x86_64", content, 1_719_540_000)
                .toBytes());
        assertThat(found)
                .containsExactly(new PacmanPackage(
                        "linux-headers",
                        "6.9.7.arch1-1",
                        "x86_64",
                        server.uri("/core/os/x86_64/linux-headers-6.9.7.arch1-1-x86_64.pkg.tar.zst"),
                        content.length,
                        Checksums.sha256(content),
                        Instant.ofEpochSecond(1_719_540_000)));
    }

    @Test
    public void a_database_that_is_none_or_empty_or_cut_off_is_an_error() throws Exception {
        byte[] whole = new TestPacmanRepository()
                .add("linux-headers", "6.9.7.arch1-1", "x86_64", new byte[1], 1)
                .toBytes();
        for (byte[] bad : List.of(
                "<html>busy</html>".getBytes(UTF_8),
                new byte[0],
                TestTar.gzip(new TestTar().toBytes()),
                java.util.Arrays.copyOf(whole, whole.length / 2))) {
            assertThatThrownBy(() -> read(bad)).isInstanceOf(DownloadException.class);
        }
    }

    @Test
    public void a_package_that_would_lie_elsewhere_is_an_error() {
        assertThatThrownBy(() -> read(new TestPacmanRepository()
                        .describe(
                                "linux-headers-1-1",
                                "NAME",
                                "linux-headers",
                                "VERSION",
                                "1-1",
                                "ARCH",
                                "x86_64",
                                "FILENAME",
                                "../../evil.pkg.tar.zst")
                        .toBytes()))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("FILENAME");
    }

    @Test
    public void whatever_a_broken_database_holds_is_one_kind_of_error() throws Exception {
        TestTar tar = new TestTar();
        for (int i = 0; i < 20; i++) {
            tar.file("linux-headers-6.9." + i + ".arch1-1/desc", "%NAME%\nlinux-headers\n\n%CSIZE%\n" + i + "\n\n");
        }
        byte[] whole = tar.toBytes();
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            byte[] bad = whole.clone();
            for (int j = 0; j < 8; j++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            assertThatThrownBy(() -> read(bad)).isInstanceOf(DownloadException.class);
        }
    }
}
