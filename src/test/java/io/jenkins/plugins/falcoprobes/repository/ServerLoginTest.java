package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.repository.ServerLogin.Parts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** With a server that asks for a certificate, and one that asks for a header. */
public class ServerLoginTest {
    private static final TestCertificates SERVER = TestCertificates.make();
    private static final TestCertificates CLIENT = TestCertificates.make();
    private static final TestCertificates STRANGER = TestCertificates.make();

    @ClassRule
    public static final TestServer SECURE = new TestServer(SERVER.trusting(CLIENT));

    @Rule
    public final TestServer plain = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private String read(URI uri, Parts parts) throws Exception {
        Downloads downloads = TestArchive.downloads(folder.newFolder().toPath());
        ServerLogin login = ServerLogin.of(List.of(uri), parts);
        return new String(downloads.with(login).latest(uri, 100), UTF_8);
    }

    private static Parts parts(byte[] certificate, byte[] key, byte[] authorities) {
        return new Parts(
                Optional.ofNullable(certificate),
                Optional.ofNullable(key),
                Optional.ofNullable(authorities),
                Optional.empty());
    }

    private static Parts header(String text) {
        return new Parts(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text.getBytes(UTF_8)));
    }

    @Test
    public void a_certificate_is_shown_with_its_key_beside_it_or_in_one_file() throws Exception {
        SECURE.put("/a", "content".getBytes(UTF_8));
        URI uri = SECURE.uri("/a");
        byte[] own = SERVER.certificate();
        assertThat(read(uri, parts(CLIENT.certificate(), CLIENT.key(), own))).isEqualTo("content");
        assertThat(read(uri, parts(entitlement(), null, own))).isEqualTo("content");
    }

    /** As Red Hat's portal hands it out: parts that are none of ours between certificate and key. */
    private static byte[] entitlement() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(CLIENT.certificate());
        file.write("-----BEGIN ENTITLEMENT DATA-----\nAAAA\n-----END ENTITLEMENT DATA-----\n".getBytes(UTF_8));
        file.write("-----BEGIN RSA SIGNATURE-----\nAAAA\n-----END RSA SIGNATURE-----\n".getBytes(UTF_8));
        file.write(CLIENT.oldKey());
        return file.toByteArray();
    }

    @Test
    public void a_server_that_wants_another_certificate_is_told_in_one_line_and_not_asked_again() throws Exception {
        URI uri = SECURE.uri("/a");
        byte[] own = SERVER.certificate();
        for (Parts parts : List.of(
                parts(null, null, own),
                parts(STRANGER.certificate(), STRANGER.key(), own),
                parts(CLIENT.certificate(), CLIENT.key(), null),
                parts(CLIENT.certificate(), CLIENT.key(), STRANGER.certificate()))) {
            assertThatThrownBy(() -> read(uri, parts))
                    .isInstanceOf(DownloadException.class)
                    .hasMessageStartingWith(uri + ": ")
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
        }
    }

    @Test
    public void a_header_is_shown_to_its_server_and_to_nobody_it_leads_to() throws Exception {
        List<String> seen = new ArrayList<>();
        TestServer other = new TestServer();
        other.before();
        try {
            other.put("/b", exchange -> {
                seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-JFrog-Art-Api")));
                TestServer.send(exchange, "moved".getBytes(UTF_8));
            });
            plain.admit(headers -> "secret".equals(headers.getFirst("X-JFrog-Art-Api")));
            plain.put("/a", "content".getBytes(UTF_8));
            plain.put("/away", exchange -> {
                exchange.getResponseHeaders().set("Location", other.uri("/b").toString());
                exchange.sendResponseHeaders(302, -1);
            });
            assertThat(read(plain.uri("/a"), header("X-JFrog-Art-Api: secret\n")))
                    .isEqualTo("content");
            assertThat(read(plain.uri("/away"), header("X-JFrog-Art-Api: secret")))
                    .isEqualTo("moved");
            assertThat(seen).containsExactly("null");
            assertThatThrownBy(() -> read(plain.uri("/a"), header("")))
                    .hasMessage(plain.uri("/a") + ": the server answered 403");
        } finally {
            other.after();
        }
    }

    @Test
    public void what_cannot_be_used_is_told_without_its_content() throws Exception {
        byte[] secret = "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n".getBytes(UTF_8);
        byte[] certificate = CLIENT.certificate();
        refused(parts(certificate, null, null), "key: there is no private key without a passphrase in it");
        refused(parts(certificate, secret, null), "key: it is damaged, or not the certificate's");
        refused(parts(null, CLIENT.key(), null), "key: there is no certificate to it");
        refused(parts(secret, null, null), "certificate: there is no certificate in it");
        refused(parts(null, null, "secret".getBytes(UTF_8)), "ca: there is no certificate in it");
        refused(header("secret"), "header: a line is not of the form Name: value");
        refused(header("A: b\rc: secret\u0000"), "header: a line is not of the form Name: value");
    }

    private static void refused(Parts parts, String complaint) {
        assertThatThrownBy(() -> ServerLogin.of(List.of(URI.create("https://example.org/")), parts))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(complaint)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
}
