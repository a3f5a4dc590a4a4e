package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Objects and answers as the bucket of Container-Optimized OS has them. */
public class CosTest {
    private static final String LIST = "/storage/v1/b/cos-tools/o";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Map<String, byte[]> objects = new LinkedHashMap<>();

    @Before
    public void makeBucket() throws Exception {
        add("13310.1308.6/kernel-headers.tgz", headers("5.4.120+"));
        add("17800.147.54/kernel-headers.tgz", headers("6.1.90+"));
        add("17800.147.54/lakitu-arm64/kernel-headers.tgz", headers("6.1.90+"));
        add("scripts/kernel-headers.tgz", new byte[10]);
        server.put(LIST, this::list);
    }

    private void add(String name, byte[] content) {
        objects.put(name, content);
        server.put("/cos-tools/" + name, content);
    }

    private static byte[] headers(String release) throws IOException {
        String tree = "./usr/src/linux-headers-" + release + "/";
        return TestTar.gzip(new TestTar()
                .folder("./")
                .folder("./usr/")
                .folder("./usr/src/")
                .folder(tree)
                .file(tree + "Makefile", "# make\n")
                .file(
                        tree + ".config",
                        "CONFIG_CC_VERSION_TEXT=\"Chromium OS 16.0_pre484197 clang version 16.0.0 (/var/tmp)\"\n")
                .file(tree + "include/config/kernel.release", release + "\n")
                .toBytes());
    }

    /** A page for each object, as the JSON API gives them. */
    private void list(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        assertThat(query).contains("matchGlob=**/kernel-headers.tgz");
        int page = query.contains("pageToken=") ? Integer.parseInt(query.replaceFirst(".*pageToken=", "")) : 0;
        List<String> names = List.copyOf(objects.keySet());
        String name = names.get(page);
        String next = page + 1 < names.size() ? ", \"nextPageToken\": \"" + (page + 1) + "\"" : "";
        byte[] answer = ("{\"kind\": \"storage#objects\"" + next + ", \"items\": [{\"name\": \"" + name
                        + "\", \"size\": \"" + objects.get(name).length + "\", \"md5Hash\": \"" + md5(objects.get(name))
                        + "\"}]}")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
    }

    private static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Distro cos() throws Exception {
        return Distros.named(
                Cos.ID,
                new DistroContext(
                        TestArchive.downloads(folder.newFolder().toPath()),
                        Map.of(Cos.ID, server.uri("/")),
                        DistroSettings.NONE));
    }

    @Test
    public void each_build_is_found_with_the_release_of_its_headers() throws Exception {
        Distro cos = cos();
        Distro.Discovery found = cos.discover(Set.of(Architecture.X86_64, Architecture.AARCH64));
        assertThat(found.kernels())
                .extracting(each -> each.packageVersion() + " " + each.release() + " " + each.architecture() + " "
                        + each.compiler().orElseThrow())
                .containsExactly(
                        "13310.1308.6 5.4.120+ x86_64 clang 12",
                        "17800.147.54 6.1.90+ x86_64 clang 16",
                        "17800.147.54 6.1.90+ aarch64 clang 16");
        assertThat(found.warnings()).singleElement().asString().contains("nobody signs");
        int before = server.requests().size();
        cos.discover(Set.of(Architecture.X86_64));
        assertThat(server.requests().subList(before, server.requests().size()))
                .as("what never changes is asked for once")
                .allMatch(path -> path.equals(LIST) || path.equals("/"));
    }

    @Test
    public void headers_become_a_tree_and_their_checksum_is_known_then() throws Exception {
        Distro cos = cos();
        Kernel kernel = cos.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        KernelTree tree = cos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.config().compiler()).hasToString("Optional[clang 16]");
        assertThat(tree.kernel().packages().get(0).sha256()).matches("[0-9a-f]{64}");
        assertThat(cos.bootConfigs(kernel).get(0).md5()).isEqualTo(tree.config().md5());
    }

    @Test
    public void headers_that_are_not_those_of_the_list_are_not_used() throws Exception {
        Distro cos = cos();
        Kernel kernel = cos.discover(Set.of(Architecture.X86_64)).kernels().get(1);
        server.put("/cos-tools/17800.147.54/kernel-headers.tgz", headers("6.1.91+"));
        assertThatThrownBy(() ->
                        cos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("MD5");
    }

    @Test
    public void a_build_without_headers_is_a_warning() throws Exception {
        add(
                "17800.147.55/kernel-headers.tgz",
                TestTar.gzip(new TestTar().file("README", "x").toBytes()));
        assertThat(cos().discover(Set.of(Architecture.X86_64)).warnings())
                .anyMatch(line -> line.contains("17800.147.55") && line.contains("does not begin with"));
    }

    @Test
    public void an_answer_that_is_no_list_is_an_error() throws Exception {
        for (String answer : List.of("", "{\"kind\": \"storage#objects\", \"items\": [", "{}", "<html></html>")) {
            server.put(LIST, answer.getBytes(UTF_8));
            assertThatThrownBy(() -> cos().discover(Set.of(Architecture.X86_64)))
                    .as(answer)
                    .isInstanceOf(DownloadException.class)
                    .hasMessageContaining("no list of a bucket");
        }
        server.put(LIST, "{\"kind\": \"storage#objects\"}".getBytes(UTF_8));
        assertThatThrownBy(() -> cos().discover(Set.of(Architecture.X86_64)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("lists no headers");
    }
}
