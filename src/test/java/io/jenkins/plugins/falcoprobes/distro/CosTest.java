package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.SignatureException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Objects and answers as the bucket of Container-Optimized OS has them. */
public class CosTest {
    private static final String LIST = "/storage/v1/b/cos-tools/o";

    private static final String COMMIT = "cafd763c12c8c3fce8a8681f583666db99c0509b";
    private static final String CONFIG = "/chromiumos/overlays/board-overlays/+/" + COMMIT
            + "/overlay-lakitu/sys-kernel/lakitu-kernel-4_14/files/base.config";

    private static final String CLANG =
            """
            #define __UNIQUE_ID(prefix) prefix
            #define randomized_struct_fields_start\tstruct {
            #define randomized_struct_fields_end\t};
            """;
    private static final String GCC =
            """
            #if defined(RANDSTRUCT_PLUGIN) && !defined(__CHECKER__)
            #define randomized_struct_fields_start\tstruct {
            #define randomized_struct_fields_end\t} __randomize_layout;
            #endif
            """;

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
        add("13310.1308.6/kernel-src.tar.gz", new byte[10]);
        add("10718.86.0/kernel-src.tar.gz", source("4.14.41"));
        add("10718.90.0/kernel-src.tar.gz", source("4.14.65"));
        add("10714.0.0/kernel-src.tar.gz", new byte[0]);
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
                        release.startsWith("4.14.")
                                ? "CONFIG_SMP=y\n"
                                : "CONFIG_CC_VERSION_TEXT=\"Chromium OS 16.0_pre484197 clang version 16.0.0 (/var/tmp)\"\n")
                .file(tree + "include/config/kernel.release", release + "\n")
                .file(tree + "include/linux/compiler-clang.h", CLANG)
                .file(tree + "include/linux/compiler-gcc.h", GCC)
                .toBytes());
    }

    /** All of the tree, at the top, as {@code tar -czf kernel-src.tar.gz .} packs it. */
    private static byte[] source(String version) throws IOException {
        String[] numbers = version.split("\\.", -1);
        return TestTar.gzip(new TestTar()
                .folder("./")
                .file(
                        "./Makefile",
                        "# SPDX-License-Identifier: GPL-2.0\nVERSION = %s\nPATCHLEVEL = %s\nSUBLEVEL = %s\nEXTRAVERSION =\n"
                                .formatted((Object[]) numbers))
                .file("./drivers/char/mem.c", "int main;\n")
                .file("./include/linux/compiler-clang.h", CLANG)
                .file("./include/linux/compiler-gcc.h", GCC)
                .toBytes());
    }

    /** A page for each object, as the JSON API gives them. */
    private void list(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        Matcher glob = Pattern.compile("matchGlob=\\*\\*(/kernel-(?:headers\\.tgz|src\\.tar\\.gz))")
                .matcher(query);
        assertThat(glob.find()).as(query).isTrue();
        int page = query.contains("pageToken=") ? Integer.parseInt(query.replaceFirst(".*pageToken=", "")) : 0;
        List<String> names = objects.keySet().stream()
                .filter(each -> each.endsWith(glob.group(1)))
                .toList();
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

    private DistroContext context() throws Exception {
        return new DistroContext(
                TestArchive.downloads(folder.newFolder().toPath()),
                Map.of(Cos.ID, server.uri("/"), "cos-configs", server.uri("/")),
                DistroSettings.NONE);
    }

    private Distro cos() throws Exception {
        return Distros.named(Cos.ID, context());
    }

    /** One that knows how the build 10718.86.0 was configured. */
    private Distro cos(String config) throws Exception {
        server.put(CONFIG, Base64.getEncoder().encode(config.getBytes(UTF_8)));
        return TestDistros.cos(context(), "lakitu-kernel-4_14/files/base.config", COMMIT, config, "10718.86.0 4.14.41");
    }

    private static Kernel ofSource(Distro cos) throws Exception {
        return cos.discover(Set.of(Architecture.X86_64)).kernels().get(0);
    }

    @Test
    public void each_build_is_found_with_the_release_of_its_headers() throws Exception {
        Distro cos = cos();
        Distro.Discovery found = cos.discover(Set.of(Architecture.X86_64, Architecture.AARCH64));
        assertThat(found.kernels())
                .extracting(each -> each.packageVersion() + " " + each.release() + " " + each.architecture() + " "
                        + each.compiler().orElseThrow())
                .containsExactly(
                        "10718.86.0 4.14.41+ x86_64 gcc 4.9",
                        "13310.1308.6 5.4.120+ x86_64 clang 12",
                        "17800.147.54 6.1.90+ x86_64 clang 16",
                        "17800.147.54 6.1.90+ aarch64 clang 16");
        assertThat(found.warnings())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("1 builds that have their kernel's source alone are left out"),
                        line -> assertThat(line).contains("nobody signs"),
                        line -> assertThat(line).contains("no Module.symvers"));
        int before = server.requests().size();
        cos.discover(Set.of(Architecture.X86_64));
        assertThat(server.requests().subList(before, server.requests().size()))
                .as("what never changes is asked for once")
                .allMatch(path -> path.equals(LIST) || path.equals("/"));
    }

    @Test
    public void headers_become_a_tree_and_their_checksum_is_known_then() throws Exception {
        Distro cos = cos();
        Kernel kernel = cos.discover(Set.of(Architecture.X86_64)).kernels().get(2);
        KernelTree tree = cos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.config().compiler()).hasToString("Optional[clang 16]");
        assertThat(tree.kernel().packages().get(0).sha256()).matches("[0-9a-f]{64}");
        assertThat(cos.bootConfigs(kernel).get(0).md5()).isEqualTo(tree.config().md5());
    }

    @Test
    public void headers_that_gcc_has_built_show_clang_what_gcc_saw() throws Exception {
        add("11647.112.0/kernel-headers.tgz", headers("4.14.91+"));
        add("12371.76.0/kernel-headers.tgz", headers("4.19.72+"));
        Distro cos = cos();
        List<Kernel> kernels = cos.discover(Set.of(Architecture.X86_64)).kernels();
        assertThat(clangHeader(cos, kernels.get(1), KernelTree.BUILD_FOLDER))
                .isEqualTo("#define __UNIQUE_ID(prefix) prefix\n");
        assertThat(clangHeader(cos, kernels.get(2), KernelTree.BUILD_FOLDER)).isEqualTo(CLANG);
    }

    private String clangHeader(Distro cos, Kernel kernel, String headers) throws Exception {
        KernelTree tree = cos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        return Files.readString(tree.root().resolve(headers).resolve("include/linux/compiler-clang.h"));
    }

    @Test
    public void source_becomes_a_tree_to_make_with_the_configuration_that_hosts_show() throws Exception {
        Distro cos = cos("#\n# Linux/x86 4.14.22 Kernel Configuration\n#\nCONFIG_SMP=y\n");
        Kernel kernel = ofSource(cos);
        KernelTree tree = cos.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.source()).isTrue();
        assertThat(tree.kernel().packages().get(0).sha256()).matches("[0-9a-f]{64}");
        assertThat(tree.root().resolve(KernelTree.SOURCE_CONFIG))
                .hasContent("#\n# Linux/x86_64 4.14.41 Kernel Configuration\n#\nCONFIG_SMP=y\n");
        Path source = tree.root().resolve(KernelTree.SOURCE_FOLDER);
        assertThat(source.resolve("Makefile")).content().contains("SUBLEVEL = 41");
        assertThat(source.resolve("drivers/char/mem.c")).doesNotExist();
        assertThat(source.resolve("include/linux/compiler-clang.h"))
                .as("gcc has built it")
                .hasContent("#define __UNIQUE_ID(prefix) prefix\n");
        assertThat(cos.bootConfigs(kernel)).singleElement().satisfies(config -> assertThat(config.md5())
                .isEqualTo(tree.config().md5()));
        assertThat(cos.isBuildableOn(Architecture.X86_64, kernel)).isTrue();
        assertThat(cos.isBuildableOn(Architecture.AARCH64, kernel))
                .isEqualTo(Architecture.AARCH64.compilesFor(Architecture.X86_64));
    }

    @Test
    public void a_configuration_is_asked_for_once_and_held_to_its_checksum() throws Exception {
        Distro cos = cos("CONFIG_SMP=y\n");
        Kernel kernel = ofSource(cos);
        server.put(CONFIG, Base64.getEncoder().encode("CONFIG_SMP=n\n".getBytes(UTF_8)));
        assertThatThrownBy(() -> cos.bootConfigs(kernel))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("has the SHA-256");
        server.put(CONFIG, "<html>".getBytes(UTF_8));
        assertThatThrownBy(() -> cos.bootConfigs(kernel))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("no file in base64");
        server.put(CONFIG, Base64.getEncoder().encode("CONFIG_SMP=y\n".getBytes(UTF_8)));
        cos.bootConfigs(kernel);
        server.put(CONFIG, new byte[0]);
        assertThat(cos.bootConfigs(kernel)).hasSize(1);
    }

    @Test
    public void source_of_another_kernel_or_of_none_is_refused() throws Exception {
        Distro cos = cos("CONFIG_SMP=y\n");
        add("10718.86.0/kernel-src.tar.gz", source("4.14.42"));
        Kernel other = ofSource(cos);
        assertThatThrownBy(() ->
                        cos.prepare(other, UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(UnpackException.class)
                .hasMessage("cos 4.14.41+: its source is that of a kernel 4.14.42");
        add(
                "10718.86.0/kernel-src.tar.gz",
                TestTar.gzip(new TestTar().file("./Makefile", "all:\n").toBytes()));
        Distro again = cos("CONFIG_SMP=y\n");
        Kernel none = ofSource(again);
        assertThatThrownBy(() ->
                        again.prepare(none, UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(UnpackException.class)
                .hasMessageContaining("tells no version");
    }

    @Test
    public void every_build_of_the_table_has_a_version_and_a_configuration_of_its_series() throws Exception {
        String series = "";
        int builds = 0;
        for (String line : CosSources.table().split("\n", -1)) {
            if (line.startsWith("config ")) {
                assertThat(line).matches("config [0-9a-f]{40} lakitu-kernel-4_\\d+/files/[a-z0-9_.]+ [0-9a-f]{64}");
                series = line.replaceFirst(".*lakitu-kernel-(\\d+)_(\\d+)/.*", "$1.$2.");
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                assertThat(line).matches("\\d{5}\\.\\d{1,3}\\.0 " + Pattern.quote(series) + "\\d+");
                builds++;
            }
        }
        assertThat(builds).isEqualTo(118);
    }

    @Test
    public void headers_that_are_not_those_of_the_list_are_not_used() throws Exception {
        Distro cos = cos();
        Kernel kernel = cos.discover(Set.of(Architecture.X86_64)).kernels().get(2);
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
