package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.Assume.assumeTrue;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Against Debian's real archive, by the mirror of this machine. */
public class DebianIT {
    @ClassRule
    public static final TemporaryFolder FOLDER = new TemporaryFolder();

    private static Downloads downloads;
    private static Distro debian;
    private static Distro.Discovery discovery;

    @BeforeClass
    public static void list_all() throws Exception {
        downloads = new Downloads(FOLDER.newFolder("cache").toPath(), 3);
        debian = Distros.named("debian", new DistroContext(downloads, Map.of(), DistroSettings.NONE));
        discovery = debian.discover(EnumSet.allOf(Architecture.class));
    }

    /** The newest plain kernel of x86_64 that a Debian release has, of a series unless that is empty. */
    private static Kernel newest(String release, String series) {
        return discovery.kernels().stream()
                .filter(kernel -> kernel.architecture() == Architecture.X86_64)
                .filter(kernel -> kernel.flavour().isEmpty())
                .filter(kernel ->
                        series.isEmpty() || kernel.release().version().series().equals(series))
                .filter(kernel -> kernel.origins().stream().anyMatch(origin -> origin.startsWith(release)))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    private static void assertTreeIsWhole(Kernel kernel) throws Exception {
        Path root = FOLDER.newFolder().toPath();
        KernelTree tree = debian.prepare(kernel, UnpackTarget.of(root));
        assertThat(tree.moduleSymvers()).isNotEmptyFile();
        assertThat(tree.config().value("CONFIG_MODULES")).contains("y");
        assertThat(tree.config().compiler().map(c -> c.major()))
                .isEqualTo(kernel.compiler().map(c -> c.major()));
        assertThat(root.resolve("build/scripts/mod/modpost")).isExecutable();
        assertThat(root.resolve("build/include/generated/autoconf.h")).isNotEmptyFile();
        assertThat(root.resolve("common/include/linux/module.h")).isNotEmptyFile();
        assertThat(root.resolve("common/arch/x86/include/asm/msr.h")).isNotEmptyFile();
        assertThat(root.resolve("common/arch/arm64")).doesNotExist();
        assertThat(root.resolve("build/Makefile")).content().contains("include /kernel/common/Makefile");
        try (Stream<Path> files = Files.walk(root)) {
            for (Path link : files.filter(Files::isSymbolicLink).toList()) {
                assertThat(link.toRealPath()).startsWith(root.toRealPath());
            }
        }
    }

    private static KernelConfig configOfWholePackage(KernelPackage image, String path) throws Exception {
        Path deb = downloads.fetch(image.uri(), image.size(), image.sha256());
        try (InputStream in = Files.newInputStream(deb)) {
            return new KernelConfig(
                    DebArchive.find(image.name(), in, path::equals, 1 << 22).orElseThrow());
        }
    }

    @Test
    public void every_release_of_debian_has_kernels_of_both_architectures() {
        assertThat(discovery.kernels()).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        for (Architecture architecture : Architecture.values()) {
            Set<String> suites = new TreeSet<>();
            Set<String> flavours = new TreeSet<>();
            for (Kernel kernel : discovery.kernels()) {
                if (kernel.architecture() == architecture) {
                    suites.addAll(kernel.origins());
                    flavours.add(kernel.flavour());
                }
            }
            assertThat(suites).contains("bullseye", "bookworm", "bookworm-security", "trixie", "sid");
            assertThat(flavours).contains("", "cloud", "rt");
        }
        assertThat(discovery.kernels()).allSatisfy(kernel -> {
            assertThat(kernel.packages(Role.HEADERS)).hasSize(1);
            assertThat(kernel.packages(Role.COMMON_HEADERS)).hasSize(1);
            assertThat(kernel.packages(Role.KBUILD)).hasSize(1);
            assertThat(kernel.packages(Role.CONFIG)).isNotEmpty();
            assertThat(kernel.compiler()).isPresent();
            assertThat(kernel.libc()).isPresent();
        });
    }

    @Test
    public void a_second_listing_downloads_next_to_nothing() throws Exception {
        long before = downloads.bytes();
        assertThat(debian.discover(EnumSet.allOf(Architecture.class))).isEqualTo(discovery);
        assertThat(downloads.bytes() - before).isLessThan(4_000_000);
    }

    @Test
    public void a_kernel_of_each_release_becomes_a_tree() throws Exception {
        assertTreeIsWhole(newest("bullseye", "5.10"));
        assertTreeIsWhole(newest("bookworm", "6.1"));
        assertTreeIsWhole(newest("trixie", "6.12"));
        assertTreeIsWhole(newest("sid", ""));
    }

    @Test
    public void the_boot_configuration_is_that_of_the_whole_package() throws Exception {
        Kernel kernel = newest("bookworm", "6.1");
        KernelPackage image = kernel.packages(Role.CONFIG).get(0);
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        downloads.fetch(headers.uri(), headers.size(), headers.sha256());
        long before = downloads.bytes();
        KernelConfig config = debian.bootConfigs(kernel).get(0);
        assertThat(downloads.bytes() - before).isLessThan(image.size() / 100);
        assertThat(config.md5())
                .isEqualTo(configOfWholePackage(image, "boot/config-" + kernel.release())
                        .md5());
    }

    @Test
    public void the_boot_configuration_of_a_known_kernel_has_the_md5_that_its_hosts_have() throws Exception {
        List<Kernel> known = discovery.kernels().stream()
                .filter(kernel -> kernel.release().value().equals("6.1.0-56-amd64"))
                .filter(kernel -> kernel.packageVersion().equals("6.1.192-2"))
                .toList();
        assumeTrue("6.1.0-56-amd64 is not served any more", !known.isEmpty());
        assertThat(debian.bootConfigs(known.get(0)).get(0).md5()).isEqualTo("8cf04332faa688233e0ac89af3cb7b67");
    }

    @Test
    public void debians_driver_source_is_found_and_fetched() throws Exception {
        AptArchive archive = AptArchive.debian(downloads, DebianMirrors.ofThisMachine(Map.of()));
        List<DebianPackage> found = archive.find("falcosecurity-scap-dkms", Architecture.X86_64);
        assertThat(found).isNotEmpty();
        assertThat(archive.fetch(found.get(0))).hasSize(found.get(0).size());
        assertThat(archive.find("sid", "falcosecurity-scap-dkms", Architecture.X86_64))
                .contains(found.stream()
                        .filter(p -> p.suite().equals("sid"))
                        .findFirst()
                        .orElseThrow(IOException::new));
    }
}
