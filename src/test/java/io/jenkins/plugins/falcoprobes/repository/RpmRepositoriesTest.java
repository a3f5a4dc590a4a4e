package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RpmRepositoriesTest {
    private static final byte[] RPM = "an rpm".getBytes(UTF_8);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Downloads downloads;
    private TestRpmRepository repository;

    @Before
    public void make_a_repository() throws IOException {
        downloads = TestArchive.downloads(folder.newFolder().toPath());
        repository = new TestRpmRepository(server, "/9/BaseOS")
                .add("bash", "5.1.8", "9.el9", "x86_64", RPM)
                .add("kernel-devel", "5.14.0", "427.13.1.el9_4", "x86_64", RPM)
                .add("kernel-devel-matched", "5.14.0", "427.13.1.el9_4", "x86_64", RPM);
    }

    private RpmRepositories.Contents read(Optional<RpmKeys> keys, RpmSource... sources) throws Exception {
        return new RpmRepositories(downloads, List.of(sources), keys).packages(Set.of("kernel-devel"));
    }

    private RpmRepositories.Contents read(RpmSource... sources) throws Exception {
        return read(Optional.empty(), sources);
    }

    private RpmSource source() {
        return repository.source("9/BaseOS");
    }

    private static RpmPlace at(RpmPlace.Kind kind, URI uri) {
        return new RpmPlace(kind, uri);
    }

    private static byte[] bzip2(byte[] data) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new BZip2CompressorOutputStream(packed)) {
            out.write(data);
        }
        return packed.toByteArray();
    }

    /** As SUSE Manager and Spacewalk write it; the schema has the size as optional. */
    @Test
    public void a_list_need_not_say_how_long_its_indexes_are() throws Exception {
        byte[] packed = TestTar.gzip(repository.primary());
        server.put("/9/BaseOS/repodata/primary.xml.gz", packed);
        String repomd = "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\"><data type=\"primary\">"
                + "<location href=\"repodata/primary.xml.gz\"/><checksum type=\"sha256\">%s</checksum>"
                + "<timestamp>1565259954</timestamp></data></repomd>";
        repository.publish(String.format(repomd, Checksums.sha256(packed)).getBytes(UTF_8));
        assertThat(read(source()).packages()).hasSize(1);
        repository.publish(String.format(repomd, Checksums.sha256(RPM)).getBytes(UTF_8));
        assertThatThrownBy(() -> read(source())).hasMessageContaining("has the SHA-256");
    }

    @Test
    public void only_what_is_wanted_is_read_whatever_the_index_is_packed_with() throws Exception {
        byte[] primary = repository.primary();
        repository.publish("gz", TestTar.gzip(primary));
        RpmPackage found = read(source()).packages().get(0);
        assertThat(found)
                .isEqualTo(new RpmPackage(
                        "9/BaseOS",
                        "kernel-devel",
                        "5.14.0",
                        "427.13.1.el9_4",
                        "x86_64",
                        URI.create(repository.uri() + "/Packages/kernel-devel-5.14.0-427.13.1.el9_4.x86_64.rpm"),
                        RPM.length,
                        Checksums.sha256(RPM)));
        for (byte[] packed : List.of(TestTar.xz(primary), Zstd.compress(primary), bzip2(primary), primary)) {
            repository.publish("any", packed);
            assertThat(read(source()).packages()).containsExactly(found);
        }
        assertThat(downloads.fetch(found.uri(), found.size(), found.checksum())).hasBinaryContent(RPM);
    }

    @Test
    public void an_index_that_was_read_before_is_not_fetched_again() throws Exception {
        repository.publish();
        RpmRepositories.Contents first = read(source());
        server.requests().clear();
        assertThat(read(source())).isEqualTo(first);
        assertThat(server.requests()).containsExactly("/9/BaseOS/repodata/repomd.xml");
    }

    @Test
    public void a_signature_of_the_list_must_be_right_where_keys_are_known_and_there_is_one() throws Exception {
        TestKey key = TestKey.make();
        Optional<RpmKeys> keys = Optional.of(new RpmKeys(key.file()));
        repository.publish();
        assertThat(read(keys, source()).packages()).hasSize(1);
        repository.sign(key);
        assertThat(read(keys, source()).packages()).hasSize(1);
        assertThatThrownBy(() -> read(Optional.of(new RpmKeys(TestKey.make().file())), source()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("repomd.xml: no valid signature")
                .hasMessageContaining("is not known");
        repository.add("kernel-devel", "6", "6", "x86_64", RPM).publish();
        assertThatThrownBy(() -> read(keys, source()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("does not fit");
    }

    @Test
    public void an_index_or_a_package_with_another_checksum_is_refused() throws Exception {
        byte[] packed = TestTar.gzip(repository.primary());
        byte[] other = packed.clone();
        other[20] ^= 1;
        server.put("/9/BaseOS/primary.xml.gz", other);
        repository.publish(TestRpmRepository.repomd(
                "primary", "primary.xml.gz", "sha256", Checksums.sha256(packed), packed.length));
        assertThatThrownBy(() -> read(source()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("primary.xml.gz: has the SHA-256");
        server.put("/9/BaseOS/primary.xml.gz", Arrays.copyOf(packed, packed.length - 10));
        assertThatThrownBy(() -> read(source()))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("announced are");
    }

    @Test
    public void a_sha_512_will_do_and_nothing_weaker_than_a_sha_256() throws Exception {
        var digest = Checksums.like("x".repeat(128));
        byte[] packed = TestTar.gzip(repository.primary());
        digest.update(packed);
        server.put("/9/BaseOS/primary.xml.gz", packed);
        repository.publish(
                TestRpmRepository.repomd("primary", "primary.xml.gz", "sha512", Checksums.hex(digest), packed.length));
        assertThat(read(source()).packages()).hasSize(1);

        repository.publish(TestRpmRepository.repomd("primary", "primary.xml.gz", "sha", "0".repeat(40), packed.length));
        assertThatThrownBy(() -> read(source()))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("has no SHA-256 or SHA-512 of primary.xml.gz, but sha");

        repository
                .add("kernel-devel", "2.6.32", "1.el6", "x86_64", "a.rpm", "sha", "0".repeat(40), 5)
                .publish();
        RpmRepositories.Contents contents = read(source());
        assertThat(contents.packages()).hasSize(1);
        assertThat(contents.warnings())
                .singleElement()
                .asString()
                .contains("kernel-devel-2.6.32-1.el6 is left out: the index has no SHA-256 or SHA-512 of it, but sha");
    }

    @Test
    public void a_repository_without_an_index_of_packages_is_said_to_have_none() {
        repository.publish(TestRpmRepository.repomd("other", "other.xml.gz", "sha256", "0", 1));
        assertThatThrownBy(() -> read(source()))
                .hasMessageContaining("names neither a primary.xml nor a primary.sqlite");
    }

    @Test
    public void a_repository_that_is_down_empty_or_cut_off_is_never_one_without_kernels() throws Exception {
        RpmSource good = new TestRpmRepository(server, "/good")
                .add("kernel-devel", "6.1.0", "1", "x86_64", RPM)
                .publish()
                .source("good");
        new TestRpmRepository(server, "/empty").publish();
        RpmSource empty = new TestRpmRepository(server, "/empty").source("empty");
        RpmSource down = new TestRpmRepository(server, "/down").source("down");
        server.put("/cut/repodata/repomd.xml", "<?xml version=\"1.0\"?>\n<repomd><data".getBytes(UTF_8));
        RpmSource cut = new TestRpmRepository(server, "/cut").source("cut");
        server.put("/html/repodata/repomd.xml", "<html><body>Not found</body></html>".getBytes(UTF_8));
        RpmSource html = new TestRpmRepository(server, "/html").source("html");
        RpmRepositories.Contents contents = read(good, empty, down, cut, html);
        assertThat(contents.packages()).hasSize(1);
        assertThat(contents.warnings())
                .hasSize(4)
                .anyMatch(line ->
                        line.startsWith("empty for x86_64 left out: ") && line.endsWith("lists no package at all"))
                .anyMatch(line -> line.startsWith("down for x86_64 left out: ") && line.endsWith("answered 404"))
                .anyMatch(line -> line.startsWith("cut for x86_64 left out: ") && line.contains("no XML"))
                .anyMatch(line -> line.startsWith("html for x86_64 left out: ")
                        && line.contains("no list of a repository's indexes"));
        for (RpmSource bad : List.of(empty, down, cut, html)) {
            assertThatThrownBy(() -> read(bad)).isInstanceOf(IOException.class);
        }
    }

    @Test
    public void a_repository_that_need_not_be_there_may_be_missing_but_not_broken() throws Exception {
        repository.publish();
        RpmSource missing = new RpmSource("9.9/BaseOS", Architecture.X86_64, source().places(), true);
        RpmSource absent = new RpmSource(
                "9.9/BaseOS", Architecture.X86_64, List.of(at(RpmPlace.Kind.REPOSITORY, server.uri("/9.9"))), true);
        assertThat(read(source(), absent).warnings()).isEmpty();
        assertThat(read(missing).packages()).hasSize(1);
        server.put("/9.9/repodata/repomd.xml", "nonsense".getBytes(UTF_8));
        assertThat(read(source(), absent).packages()).hasSize(1);
    }

    @Test
    public void a_vault_is_read_where_the_mirror_has_it_no_more() throws Exception {
        repository.publish();
        RpmSource moved = TestRpmRepository.source(
                "9.3/BaseOS",
                List.of(
                        at(RpmPlace.Kind.REPOSITORY, server.uri("/pub/9.3")),
                        at(RpmPlace.Kind.REPOSITORY, repository.uri())));
        assertThat(read(moved).packages()).hasSize(1);
        assertThat(read(moved).warnings()).isEmpty();
    }

    @Test
    public void mirror_lists_lead_to_the_first_mirror_that_is_whole() throws Exception {
        repository.publish();
        server.put(
                "/mirror.list",
                ("# best first\nftp://example.org/\n" + server.uri("/broken") + "\n" + server.uri("/9/BaseOS/") + "\n")
                        .getBytes(UTF_8));
        RpmSource listed =
                TestRpmRepository.source("core", List.of(at(RpmPlace.Kind.MIRROR_LIST, server.uri("/mirror.list"))));
        assertThat(read(listed).packages()).hasSize(1);

        server.put("/mirror.list", "nothing of use\n".getBytes(UTF_8));
        assertThatThrownBy(() -> read(listed)).hasMessageContaining("names no mirror");
    }

    private byte[] metalink(String checksum) {
        return ("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                        + "<metalink version=\"3.0\" xmlns=\"http://www.metalinker.org/\""
                        + " xmlns:mm0=\"http://fedorahosted.org/mirrormanager\">\n"
                        + " <files><file name=\"repomd.xml\"><size>1</size>\n"
                        + "  <verification><hash type=\"md5\">0</hash><hash type=\"sha256\">" + checksum
                        + "</hash></verification>\n  <resources maxconnections=\"1\">\n"
                        + "   <url protocol=\"rsync\" preference=\"100\">rsync://x/repodata/repomd.xml</url>\n"
                        + "   <url protocol=\"http\" preference=\"99\">" + server.uri("/9/BaseOS/repodata/repomd.xml")
                        + "</url>\n  </resources></file></files>\n</metalink>\n")
                .getBytes(UTF_8);
    }

    @Test
    public void a_metalink_says_what_its_mirrors_must_have() throws Exception {
        repository.publish();
        byte[] repomd = downloads.latest(URI.create(repository.uri() + "/repodata/repomd.xml"), 10_000);
        RpmSource linked =
                TestRpmRepository.source("updates", List.of(at(RpmPlace.Kind.METALINK, server.uri("/metalink"))));
        server.put("/metalink", metalink(Checksums.sha256(repomd)));
        assertThat(read(linked).packages()).hasSize(1);
        server.put("/metalink", metalink("0".repeat(64)));
        assertThatThrownBy(() -> read(linked))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("none of those that the metalink announces");
    }

    @Test
    public void a_server_that_does_not_answer_is_asked_once_for_all_its_repositories() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        RpmSource[] many = new RpmSource[40];
        for (int i = 0; i < many.length; i++) {
            URI uri = URI.create("http://127.0.0.1:" + port + "/" + i);
            many[i] = TestRpmRepository.source("r" + i, List.of(at(RpmPlace.Kind.REPOSITORY, uri)));
        }
        assertThatThrownBy(() -> read(many))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith("http://127.0.0.1:" + port + "/: ")
                .hasMessageNotContaining("more like it");
    }

    @Test
    public void a_server_whose_front_page_leads_nowhere_does_answer() throws Exception {
        server.put("/", exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(302, -1);
        });
        repository.publish();
        assertThat(read(source()).packages()).hasSize(1);
    }

    @Test
    public void a_server_that_accepts_and_says_nothing_is_given_up_soon() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/repo");
            Http http = new Http(ProxySettings.of(java.util.Map.of()), java.time.Duration.ofMillis(200));
            Reachability servers = new Reachability(http);
            assertThatThrownBy(() -> servers.require(uri))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("nothing came for");
            assertThatThrownBy(() -> servers.require(uri.resolve("other"))).isInstanceOf(DownloadException.class);
        }
    }

    @Test
    public void packages_may_be_outside_of_the_repository_but_only_where_an_address_leads() throws Exception {
        repository
                .add(
                        "kernel-devel",
                        "4.14",
                        "1",
                        "x86_64",
                        "../../blobstore/ab/kernel-devel.rpm",
                        "sha256",
                        Checksums.sha256(RPM),
                        6)
                .add("kernel-devel", "4.15", "1", "x86_64", "", "sha256", Checksums.sha256(RPM), 6)
                .add(
                        "kernel-devel",
                        "4.16",
                        "1~rc^1",
                        "x86_64",
                        "Packages/a^b~c+d.rpm",
                        "sha256",
                        Checksums.sha256(RPM),
                        6)
                .publish();
        RpmRepositories.Contents contents = read(source());
        assertThat(contents.packages())
                .extracting(found -> found.uri().getRawPath())
                .contains("/blobstore/ab/kernel-devel.rpm", "/9/BaseOS/Packages/a%5Eb~c+d.rpm");
        assertThat(contents.warnings()).singleElement().asString().contains("4.15-1 is left out: it has no address");
    }

    @Test
    public void xml_with_entities_or_endless_pieces_is_refused() throws Exception {
        String bomb = "<?xml version=\"1.0\"?><!DOCTYPE repomd [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<repomd><data type=\"primary\"><location href=\"&x;\"/><size>1</size></data></repomd>";
        repository.publish(bomb.getBytes(UTF_8));
        assertThatThrownBy(() -> read(source())).isInstanceOf(IOException.class).hasMessageNotContaining("root:");
        String endless =
                "<metadata packages=\"1\"><package><name>" + "x".repeat(2_000_000) + "</name></package></metadata>";
        repository.publish("xml", endless.getBytes(UTF_8));
        assertThatThrownBy(() -> read(source())).isInstanceOf(IOException.class).hasMessageContaining("longer than");
    }

    @Test
    public void ten_thousand_packages_are_read_to_the_last() throws Exception {
        for (int i = 0; i < 10_000; i++) {
            repository.add("package-" + i, "1", "1", "noarch", "a", "sha256", Checksums.sha256(RPM), 1);
        }
        repository.add("kernel-devel", "6", "1", "x86_64", RPM).publish();
        assertThat(read(source()).packages()).hasSize(2);
    }
}
