package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Entries as kernel-crawler's list.json has them. */
public class KernelListTest {
    private static final EnumSet<Architecture> BOTH = EnumSet.allOf(Architecture.class);
    private static final String CONFIG =
            Base64.getEncoder().encodeToString("CONFIG_X86_64=y\nCONFIG_GCC_VERSION=120200\n".getBytes(UTF_8));

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestKey key;

    @Before
    public void publish() throws Exception {
        key = TestKey.make();
        server.put("/kernel/v5.x/sha256sums.asc", key.clearsign("a3".repeat(32) + "  linux-5.10.57.tar.xz\n"));
    }

    private Distro list(String json) throws Exception {
        DistroContext context = new DistroContext(
                TestArchive.downloads(folder.newFolder().toPath()),
                Map.of("vanilla", server.uri("/kernel/")),
                DistroSettings.NONE.with("list.file", json.getBytes(UTF_8)).with("vanilla.keys", key.file()));
        return Distros.named("list", context);
    }

    private static String entry(String target, String release, String version, String... headers) {
        String urls = headers.length == 0 ? "" : "\"" + String.join("\", \"", headers) + "\"";
        return "{\"kernelversion\": \"" + version + "\", \"kernelrelease\": \"" + release + "\", \"target\": \""
                + target + "\", \"headers\": [" + urls + "]}";
    }

    private static List<String> names(List<Kernel> kernels) {
        FalcoVersion falco = new FalcoVersion("0.40.0");
        ProbeNames names = new ProbeNames(Naming.TARGET, falco, new DriverVersion("8.0.0+driver"), kernels);
        return kernels.stream()
                .map(kernel ->
                        names.paths(kernel, ProbeKind.KMOD, List.of()).get(0).path())
                .toList();
    }

    @Test
    public void entries_become_kernels_with_the_names_of_their_distributions() throws Exception {
        Distro.Discovery found = list("{\"CentOS\": ["
                        + entry(
                                "centos",
                                "4.18.0-553.el8.x86_64",
                                "1",
                                "https://example.org/kernel-devel-4.18.0-553.el8.x86_64.rpm")
                        + "], \"Debian\": ["
                        + entry(
                                "debian",
                                "6.1.176-1-amd64",
                                "1",
                                "http://example.org/linux-headers-6.1.0-50-amd64_6.1.176-1_amd64.deb",
                                "http://example.org/linux-headers-6.1.0-50-common_6.1.176-1_all.deb",
                                "http://example.org/linux-kbuild-6.1_6.1.176-1_amd64.deb")
                        + "], \"Ubuntu\": ["
                        + entry(
                                "ubuntu-aws",
                                "5.4.0-1103-aws",
                                "111~18.04.1",
                                "https://example.org/linux-headers-5.4.0-1103-aws_5.4.0-1103.111~18.04.1_amd64.deb",
                                "https://example.org/linux-aws-5.4-headers-5.4.0-1103_5.4.0-1103.111~18.04.1_all.deb")
                        + "]}")
                .discover(BOTH);
        assertThat(names(found.kernels()))
                .containsExactly(
                        "8.0.0+driver/x86_64/falco_centos_4.18.0-553.el8.x86_64_1.ko",
                        "8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko",
                        "8.0.0+driver/x86_64/falco_ubuntu-aws_5.4.0-1103-aws_111~18.04.1.ko");
        Kernel debian = found.kernels().get(1);
        assertThat(debian.release()).hasToString("6.1.0-50-amd64");
        assertThat(debian.packages())
                .extracting(KernelPackage::role)
                .containsExactly(Role.HEADERS, Role.COMMON_HEADERS, Role.KBUILD);
        assertThat(found.warnings()).singleElement().asString().contains("nobody vouches");
    }

    /** Entries of falcosecurity/test-infra's driverkit/config, which are made of kernel-crawler's list. */
    @Test
    public void an_entry_with_flavours_is_a_kernel_for_each_and_mirrors_of_one_package_count_once() throws Exception {
        String azure = "http://security.example.org/ubuntu/pool/main/l/linux/";
        String mirror = "http://mirrors.example.org/ubuntu/pool/main/l/linux/";
        String generic = "linux-headers-4.15.0-189-generic_4.15.0-189.200_amd64.deb";
        Distro.Discovery found = list("["
                        + entry(
                                "ubuntu-generic",
                                "4.15.0-189-generic",
                                "200",
                                mirror + generic,
                                mirror + "linux-headers-4.15.0-189-lowlatency_4.15.0-189.200_amd64.deb",
                                mirror + "linux-headers-4.15.0-189_4.15.0-189.200_all.deb",
                                azure + generic,
                                azure + "linux-headers-4.15.0-189_4.15.0-189.200_all.deb")
                        + ","
                        + entry(
                                "ubuntu-gcp",
                                "5.15.0-1003-gcp",
                                "6",
                                mirror + "linux-gcp-headers-5.15.0-1003_5.15.0-1003.6_arm64.deb",
                                mirror + "linux-headers-5.15.0-1003-gcp_5.15.0-1003.6_arm64.deb")
                        + ","
                        + entry(
                                "debian",
                                "6.9.7-1~bpo12+1-rt-amd64",
                                "1",
                                mirror + "linux-headers-6.9.7+bpo-common_6.9.7-1~bpo12+1_all.deb",
                                mirror + "linux-headers-6.9.7+bpo-common-rt_6.9.7-1~bpo12+1_all.deb",
                                mirror + "linux-headers-6.9.7+bpo-rt-amd64_6.9.7-1~bpo12+1_amd64.deb",
                                mirror + "linux-kbuild-6.9.7+bpo_6.9.6-1~bpo12+1_amd64.deb",
                                mirror + "linux-kbuild-6.9.7+bpo_6.9.7-1~bpo12+1_amd64.deb")
                        + ","
                        + entry(
                                "photon",
                                "5.10.162-2.ph4",
                                "1",
                                mirror + "linux-aws-devel-5.10.162-2.ph4.x86_64.rpm",
                                mirror + "linux-devel-5.10.162-2.ph4.x86_64.rpm")
                        + ","
                        + entry(
                                "ubuntu-nvidia",
                                "5.15.0-1012-nvidia",
                                "12+1",
                                mirror
                                        + "linux-headers-tegra-oot-igx-5.15.0-1012-nvidia-tegra-igx_5.15.0-1012.12+1_arm64.deb")
                        + "]")
                .discover(BOTH);
        assertThat(found.kernels())
                .extracting(kernel -> kernel.release() + " "
                        + kernel.packages().stream()
                                .map(part -> part.uri().getPath().replaceFirst(".*/", ""))
                                .toList())
                .containsExactly(
                        "4.15.0-189-generic [" + generic + ", linux-headers-4.15.0-189_4.15.0-189.200_all.deb]",
                        "4.15.0-189-lowlatency [linux-headers-4.15.0-189-lowlatency_4.15.0-189.200_amd64.deb,"
                                + " linux-headers-4.15.0-189_4.15.0-189.200_all.deb]",
                        "5.15.0-1003-gcp [linux-headers-5.15.0-1003-gcp_5.15.0-1003.6_arm64.deb,"
                                + " linux-gcp-headers-5.15.0-1003_5.15.0-1003.6_arm64.deb]",
                        "6.9.7+bpo-rt-amd64 [linux-headers-6.9.7+bpo-rt-amd64_6.9.7-1~bpo12+1_amd64.deb,"
                                + " linux-headers-6.9.7+bpo-common-rt_6.9.7-1~bpo12+1_all.deb,"
                                + " linux-kbuild-6.9.7+bpo_6.9.7-1~bpo12+1_amd64.deb]",
                        "5.10.162-2.ph4 [linux-devel-5.10.162-2.ph4.x86_64.rpm]");
        assertThat(found.warnings())
                .anyMatch(line -> line.contains("none of its packages has the kernel's own headers"));
    }

    @Test
    public void an_entry_with_a_configuration_alone_is_built_from_signed_source() throws Exception {
        String minikube = entry("minikube", "5.10.57", "1_1.26.0")
                .replace("\"headers\": []", "\"headers\": [null], \"kernelconfigdata\": \"" + CONFIG + "\"");
        Distro list = list("[" + minikube + "]");
        Distro.Discovery found = list.discover(BOTH);
        assertThat(names(found.kernels())).containsExactly("8.0.0+driver/x86_64/falco_minikube_5.10.57_1_1.26.0.ko");
        assertThat(found.kernels().get(0).packages())
                .extracting(KernelPackage::uri)
                .containsExactly(server.uri("/kernel/v5.x/linux-5.10.57.tar.xz"));
        assertThat(found.warnings()).anyMatch(line -> line.contains("no Module.symvers"));
        assertThat(list.bootConfigs(found.kernels().get(0)).get(0).values()).containsKey("CONFIG_X86_64");
    }

    @Test
    public void images_have_the_versions_that_their_hosts_say() throws Exception {
        String entries = entry("talos", "5.10.57", "1_1.2.0") + "," + entry("bottlerocket", "5.10.57", "1_1.13.0-aws");
        assertThat(names(list("[" + entries + "]")
                        .discover(EnumSet.of(Architecture.AARCH64))
                        .kernels()))
                .containsExactly(
                        "8.0.0+driver/aarch64/falco_talos_5.10.57_1_v1.2.0.ko",
                        "8.0.0+driver/aarch64/falco_bottlerocket_5.10.57_1_1.13.0-aws.ko");
    }

    @Test
    public void an_address_that_has_no_path_is_told() {
        for (String address :
                List.of("https:kernel-devel.rpm", "ftp://example.org/kernel-devel.rpm", "kernel-devel.rpm")) {
            assertThatThrownBy(() -> list("[" + entry("centos", "4.18.0-1.el8.x86_64", "1", address) + "]")
                            .discover(BOTH))
                    .hasMessage("list.file: the list: entry 1: \"" + address
                            + "\" is no address of a package; accepted are http, https and file");
        }
    }

    @Test
    public void what_cannot_be_built_is_told_and_the_rest_is_found() throws Exception {
        Distro.Discovery found = list("[" + entry("flatcar", "3510.2.1", "1") + ","
                        + entry("minikube", "5.10.58", "1_1.27.0")
                        + "," + entry("photon", "nonsense", "1", "https://example.org/linux-devel.rpm") + ","
                        + entry("centos", "4.18.0-1.el8.x86_64", "1", "https://example.org/kernel-devel.rpm") + "]")
                .discover(EnumSet.of(Architecture.X86_64));
        assertThat(found.kernels()).hasSize(1);
        assertThat(found.warnings())
                .contains("list: minikube 5.10.58: it has no headers, and kernel.org's list has no source of 5.10.58")
                .anyMatch(line -> line.startsWith("list: flatcar 3510.2.1: "))
                .anyMatch(line -> line.contains("\"nonsense\" is no kernel release"));
    }

    @Test
    public void what_is_no_list_is_told_in_one_line() {
        assertThatThrownBy(() -> list("<html>").discover(BOTH))
                .isInstanceOf(DownloadException.class)
                .hasMessageStartingWith("list.file: is no JSON: ");
        assertThatThrownBy(() -> list("[{\"target\": \"centos\"}]").discover(BOTH))
                .hasMessage("list.file: the list: entry 1: has no kernelrelease");
        assertThatThrownBy(() -> list("[" + entry("centos", "4.18.0", "1", "ftp://example.org/a.rpm") + "]")
                        .discover(BOTH))
                .hasMessageContaining("accepted are http, https and file");
    }

    @Test
    public void a_tarball_of_headers_on_this_machine_becomes_a_tree() throws Exception {
        String release = "6.6.30-mine";
        byte[] tar = new TestTar()
                .file("lib/modules/" + release + "/build/Makefile", "VERSION = 6\n")
                .file("lib/modules/" + release + "/build/.config", "CONFIG_SMP=y\n")
                .file("lib/modules/" + release + "/build/include/config/kernel.release", release + "\n")
                .toBytes();
        Path file = folder.newFile("headers.tar.gz").toPath();
        Files.write(file, TestTar.gzip(tar));
        Distro list = list("[" + entry("mydistro", release, "3", file.toUri().toString()) + "]");
        Kernel kernel = list.discover(EnumSet.of(Architecture.X86_64)).kernels().get(0);
        assertThat(names(List.of(kernel))).containsExactly("8.0.0+driver/x86_64/falco_mydistro_6.6.30-mine_3.ko");
        KernelTree tree =
                list.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.root().resolve("build/Makefile")).exists();
        assertThat(tree.kernel().packages().get(0).sha256()).hasSize(64);
        Files.delete(file);
        assertThatThrownBy(() ->
                        list.prepare(kernel, UnpackTarget.of(folder.newFolder().toPath())))
                .isInstanceOf(DownloadException.class)
                .hasMessage(URI.create(file.toUri().toString()) + ": there is no such file on this machine");
    }

    @Test
    public void a_deb_of_another_name_may_have_headers_of_several_kernels_of_which_one_is_taken() throws Exception {
        TestTar tar = new TestTar();
        for (String release : List.of("6.1.21-v7l+", "6.1.21-v8+")) {
            String headers = "usr/src/linux-headers-" + release + "/";
            tar.link("lib/modules/" + release + "/build", "/usr/src/linux-headers-" + release)
                    .file(headers + "Makefile", "VERSION = 6\n")
                    .file(headers + ".config", "CONFIG_LOCALVERSION=\"" + release.substring(6) + "\"\n")
                    .file(headers + "include/config/kernel.release", release + "\n");
        }
        String deb = "raspberrypi-kernel-headers_1.20230405-1_arm64.deb";
        server.put("/" + deb, tar.toDeb());
        Distro list = list("["
                + entry("debian", "6.1.21-v8+", "1642", server.uri("/" + deb).toString()) + "]");
        Distro.Discovery found = list.discover(BOTH);
        assertThat(found.kernels()).singleElement().satisfies(kernel -> {
            assertThat(kernel.architecture()).isEqualTo(Architecture.AARCH64);
            assertThat(names(List.of(kernel))).containsExactly("8.0.0+driver/aarch64/falco_debian_6.1.21-v8+_1642.ko");
        });
        KernelTree tree = list.prepare(
                found.kernels().get(0), UnpackTarget.of(folder.newFolder().toPath()));
        assertThat(tree.config().value("CONFIG_LOCALVERSION")).contains("-v8+");
    }
}
