package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Databases that createrepo_c and sqlite3 made, and damaged ones. */
public class PrimaryDatabaseTest {
    private static final URI BASE = URI.create("http://mirror.example.org/9/");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Rule
    public final TestServer server = new TestServer();

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = PrimaryDatabaseTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private static byte[] unpacked(String name) throws IOException {
        try (InputStream in = Compression.unpack(PrimaryDatabaseTest.class.getResourceAsStream(name), false)) {
            return in.readAllBytes();
        }
    }

    private PrimaryReader.Packages read(byte[] database) throws IOException {
        return PrimaryDatabase.read("9", BASE, new SeekableInMemoryByteChannel(database), "kernel-devel"::equals);
    }

    @Test
    public void the_database_of_createrepo_c_says_what_its_xml_does() throws Exception {
        PrimaryReader.Packages packages = read(unpacked("createrepo_c.sqlite.bz2"));
        assertThat(packages.total()).isEqualTo(2);
        assertThat(packages.warnings()).isEmpty();
        assertThat(packages.packages())
                .contains(new RpmPackage(
                        "9",
                        "kernel-devel",
                        "5.14.0",
                        "427.13.1.el9_4",
                        "x86_64",
                        BASE.resolve("signed.rpm"),
                        8595,
                        "de0c275738e3e63ef64a7e7abe2300aba5f51acc3ca2e6d69e54d375de28be84"));
    }

    @Test
    public void a_tree_of_many_pages_is_read_in_its_order_and_long_rows_too() throws Exception {
        PrimaryReader.Packages packages = read(unpacked("many.sqlite.xz"));
        assertThat(packages.total()).isEqualTo(10_000);
        assertThat(packages.packages())
                .hasSize(20)
                .extracting(RpmPackage::release)
                .startsWith("500.el9", "1000.el9")
                .endsWith("10000.el9");
        assertThat(packages.packages().get(1).uri()).hasToString("https://other.example.org/pub/Packages/1000.rpm");
        assertThat(packages.packages().get(19)).satisfies(last -> {
            assertThat(last.size()).isEqualTo(30_000);
            assertThat(last.checksum()).endsWith(Integer.toHexString(10_000 * 7919));
        });
    }

    @Test
    public void a_repository_that_has_nothing_else_is_read_by_it() throws Exception {
        byte[] packed = resource("createrepo_c.sqlite.bz2");
        server.put("/9/repodata/primary.sqlite.bz2", packed);
        TestRpmRepository repository = new TestRpmRepository(server, "/9")
                .publish(TestRpmRepository.repomd(
                        "primary_db",
                        "repodata/primary.sqlite.bz2",
                        "sha256",
                        Checksums.sha256(packed),
                        packed.length));
        Path cache = folder.newFolder().toPath();
        RpmRepositories repositories =
                new RpmRepositories(TestArchive.downloads(cache), List.of(repository.source("9")), Optional.empty());
        assertThat(repositories.packages(Set.of("kernel-devel")).packages())
                .extracting(RpmPackage::release)
                .contains("427.13.1.el9_4");
        assertThat(cache.resolve("unfinished")).isEmptyDirectory();
    }

    @Test
    public void what_is_no_such_database_is_told_in_one_line() throws Exception {
        byte[] real = unpacked("createrepo_c.sqlite.bz2");
        for (byte[] each : List.of(
                new byte[0],
                "<html>Not found</html>".repeat(10).getBytes(UTF_8),
                Arrays.copyOf(real, 100),
                Arrays.copyOf(real, 4096),
                with(real, 16, 0),
                with(real, 20, 255))) {
            assertThatThrownBy(() -> read(each))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageStartingWith(BASE + ": the database of packages ")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
        byte[] otherTable =
                new String(real, ISO_8859_1).replace("packages", "packagez").getBytes(ISO_8859_1);
        assertThatThrownBy(() -> read(otherTable)).hasMessageEndingWith("it has no table packages");
    }

    @Test
    public void a_tree_that_leads_back_to_itself_ends() throws Exception {
        byte[] many = unpacked("many.sqlite.xz");
        ByteBuffer pages = ByteBuffer.wrap(many);
        for (int page = 1; page < many.length / 1024; page++) {
            if (many[page * 1024] == 5) {
                pages.putInt(page * 1024 + 8, page + 1); // its last child is itself
            }
        }
        assertThatThrownBy(() -> read(many))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(" twice");
    }

    @Test
    public void more_than_fits_is_not_written_to_the_disk() throws Exception {
        Path cache = folder.newFolder().toPath();
        CacheFolder files = CacheFolder.in(cache);
        assertThat(files.<Long>spill(new ByteArrayInputStream(new byte[10]), 10, SeekableByteChannel::size))
                .isEqualTo(10);
        assertThatThrownBy(() -> files.spill(new ByteArrayInputStream(new byte[11]), 10, SeekableByteChannel::size))
                .isInstanceOf(IOException.class)
                .hasMessage("it has more than 10 bytes, unpacked");
        assertThat(cache.resolve("unfinished")).isEmptyDirectory();
    }

    private static byte[] with(byte[] real, int place, int value) {
        byte[] other = real.clone();
        other[place] = (byte) value;
        return other;
    }
}
