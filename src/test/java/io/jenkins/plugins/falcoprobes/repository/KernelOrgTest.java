package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.net.URI;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class KernelOrgTest {
    private static final byte[] SOURCE = "the source of 6.6.30".getBytes(UTF_8);

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;
    private Downloads downloads;

    @Before
    public void make() throws Exception {
        key = TestKey.make();
        downloads = TestArchive.downloads(folder.getRoot().toPath());
        sign(
                key,
                "v6.x",
                line("linux-6.6.30.tar.gz", new byte[1])
                        + line("linux-6.6.30.tar.xz", SOURCE)
                        + line("linux-6.1.tar.xz", new byte[2])
                        + line("patch-6.6.30.xz", new byte[3]));
    }

    private void sign(TestKey by, String series, String lines) throws Exception {
        server.put("/kernel/" + series + "/sha256sums.asc", by.clearsign(lines));
    }

    private static String line(String name, byte[] content) {
        return Checksums.sha256(content) + "  " + name + "\n";
    }

    private KernelOrg open() throws Exception {
        return new KernelOrg(downloads, server.uri("/kernel/"), key.file());
    }

    @Test
    public void a_version_is_found_in_the_signed_list_of_its_folder() throws Exception {
        KernelOrg.Tarball found = open().find(KernelVersion.of("6.6.30-mine")).orElseThrow();
        assertThat(found.name()).isEqualTo("linux-6.6.30.tar.xz");
        assertThat(found.uri()).isEqualTo(server.uri("/kernel/v6.x/linux-6.6.30.tar.xz"));
        assertThat(found.sha256()).isEqualTo(Checksums.sha256(SOURCE));
        assertThat(open().find(KernelVersion.of("6.6.31"))).isEmpty();
    }

    @Test
    public void the_first_of_a_series_has_no_third_number() throws Exception {
        assertThat(open().find(KernelVersion.of("6.1")).orElseThrow().name()).isEqualTo("linux-6.1.tar.xz");
    }

    @Test
    public void old_series_have_folders_of_their_own() throws Exception {
        sign(key, "v2.6", line("linux-2.6.32.tar.xz", new byte[1]));
        assertThat(open().find(KernelVersion.of("2.6.32"))).isPresent();
    }

    @Test
    public void a_list_that_somebody_else_signed_is_refused() throws Exception {
        sign(TestKey.make(), "v6.x", line("linux-6.6.30.tar.xz", SOURCE));
        assertThatThrownBy(() -> open().find(KernelVersion.of("6.6.30")))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("sha256sums.asc: no valid signature");
    }

    @Test
    public void a_tarball_is_fetched_once_and_only_if_it_is_the_one_of_the_list() throws Exception {
        URI uri = server.uri("/kernel/v6.x/linux-6.6.30.tar.xz");
        server.put(uri.getPath(), "something else".getBytes(UTF_8));
        String sha256 = Checksums.sha256(SOURCE);
        assertThatThrownBy(() -> KernelOrg.fetch(downloads, uri, sha256))
                .isInstanceOf(SignatureException.class)
                .hasMessage(uri + ": has not the SHA-256 " + sha256 + ", which is announced");
        server.put(uri.getPath(), SOURCE);
        assertThat(KernelOrg.fetch(downloads, uri, sha256).file()).hasBinaryContent(SOURCE);
        server.remove(uri.getPath());
        assertThat(KernelOrg.fetch(downloads, uri, sha256).size()).isEqualTo(SOURCE.length);
    }
}
