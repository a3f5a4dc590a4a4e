package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AptArchiveTest {
    private static final byte[] DEB = "a package".getBytes(UTF_8);
    private static final String KBUILD =
            "Package: linux-kbuild-6.1\nSource: linux\nVersion: 6.1.176-1\nArchitecture: amd64\nDepends: libc6 (>= 2.34)";
    private static final String DRIVER =
            "Package: falcosecurity-scap-dkms\nVersion: 0.20.0-3\nArchitecture: all\nDepends: dkms";

    @Rule
    public final TestServer server = new TestServer();

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private TestArchive archive;
    private Downloads downloads;

    @Before
    public void publish() throws Exception {
        archive = new TestArchive(server);
        archive.add("trixie", "amd64", KBUILD, DEB);
        archive.add("trixie", "amd64", DRIVER, DEB);
        archive.add("trixie", "amd64", DRIVER.replace("-3", "-10"), DEB);
        archive.add("trixie", "amd64", "Package: hello\nVersion: 2.10-3\nArchitecture: amd64", DEB);
        archive.publish("trixie");
        archive.publish("forky");
        downloads = TestArchive.downloads(folder.newFolder().toPath());
    }

    private List<String> kernelPackages(AptArchive.Contents contents) {
        return contents.packages().stream().map(DebianPackage::name).toList();
    }

    private AptArchive.Contents read(String... suites) throws Exception {
        return archive.open(downloads, suites).kernelPackages(Set.of(Architecture.X86_64));
    }

    private void assertLeftOut(String reason) throws Exception {
        AptArchive.Contents contents = read("trixie", "forky");
        assertThat(contents.packages()).isEmpty();
        assertThat(contents.warnings())
                .singleElement()
                .asString()
                .startsWith("Debian's suite trixie is left out: ")
                .contains(reason);
        assertThatThrownBy(() -> archive.open(downloads, "trixie").find("trixie", "hello", Architecture.X86_64))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(reason);
    }

    @Test
    public void packages_are_found_through_the_signature() throws Exception {
        AptArchive debian = archive.open(downloads, "trixie", "forky");
        DebianPackage found =
                debian.find("trixie", "linux-kbuild-6.1", Architecture.X86_64).orElseThrow();
        assertThat(found)
                .isEqualTo(new DebianPackage(
                        "trixie",
                        "linux-kbuild-6.1",
                        "6.1.176-1",
                        "linux",
                        "amd64",
                        "libc6 (>= 2.34)",
                        server.uri("/debian/pool/main/linux-kbuild-6.1_6.1.176-1.deb"),
                        DEB.length,
                        Checksums.sha256(DEB)));
        assertThat(debian.fetch(found)).hasBinaryContent(DEB);
        assertThat(debian.find("trixie", "linux-kbuild-6.1", Architecture.AARCH64))
                .isEmpty();
        assertThat(debian.find("forky", "linux-kbuild-6.1", Architecture.X86_64))
                .isEmpty();
    }

    @Test
    public void any_package_can_be_found_and_the_newest_is() throws Exception {
        AptArchive debian = archive.open(downloads, "trixie", "forky");
        assertThat(debian.find("falcosecurity-scap-dkms", Architecture.X86_64))
                .singleElement()
                .extracting(DebianPackage::version)
                .isEqualTo("0.20.0-10");
        assertThat(debian.find("hello", Architecture.X86_64)).hasSize(1);
        assertThat(debian.find("hello", Architecture.AARCH64)).isEmpty();
    }

    @Test
    public void a_suite_that_is_not_read_is_bad_usage() throws Exception {
        assertThatThrownBy(() -> archive.open(downloads, "trixie").find("lenny", "hello", Architecture.X86_64))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"lenny\" is no suite of Debian; accepted are trixie");
    }

    @Test
    public void only_packages_of_kernels_and_the_driver_are_kept() throws Exception {
        assertThat(kernelPackages(read("trixie"))).containsOnly("linux-kbuild-6.1", "falcosecurity-scap-dkms");
    }

    @Test
    public void an_index_is_downloaded_and_a_signature_checked_once() throws Exception {
        AptArchive.Contents first = read("trixie", "forky");
        int requests = server.requests().size();
        AptArchive.Contents second = read("trixie", "forky");
        assertThat(second).isEqualTo(first);
        assertThat(server.requests().subList(requests, server.requests().size()))
                .containsExactlyInAnyOrder("/debian/dists/trixie/InRelease", "/debian/dists/forky/InRelease");
    }

    @Test
    public void an_archive_reads_each_suite_once() throws Exception {
        AptArchive debian = archive.open(downloads, "trixie", "forky");
        debian.find("falcosecurity-scap-dkms", Architecture.X86_64);
        int requests = server.requests().size();
        assertThat(debian.kernelPackages(Set.of(Architecture.X86_64)).packages())
                .hasSize(3);
        assertThat(debian.find("trixie", "linux-kbuild-6.1", Architecture.X86_64))
                .isPresent();
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    public void a_suite_that_could_not_be_read_is_tried_again() throws Exception {
        server.remove("/debian/dists/trixie/InRelease");
        AptArchive debian = archive.open(downloads, "trixie", "forky");
        assertThat(debian.find("hello", Architecture.X86_64)).isEmpty();
        archive.publish("trixie");
        assertThat(debian.find("hello", Architecture.X86_64)).isNotEmpty();
    }

    @Test
    public void the_form_that_is_unpacked_soonest_is_the_one_that_is_fetched() throws Exception {
        archive.publish("trixie", text -> text.replace("Acquire-By-Hash: yes\n", ""));
        byte[] index = downloads.latest(server.uri("/debian/dists/trixie/main/binary-amd64/Packages"), 1 << 20);
        server.put("/debian/dists/trixie/main/binary-amd64/Packages.gz", TestTar.gzip(index));
        int requests = server.requests().size();
        assertThat(read("trixie").packages()).isNotEmpty();
        assertThat(server.requests().subList(requests, server.requests().size()))
                .containsExactly(
                        "/debian/dists/trixie/InRelease", "/debian/dists/trixie/main/binary-amd64/Packages.gz");
    }

    @Test
    public void a_form_that_the_mirror_leaves_out_is_passed_over() throws Exception {
        archive.publish("trixie", text -> text.replace("Acquire-By-Hash: yes\n", ""));
        byte[] index = downloads.latest(server.uri("/debian/dists/trixie/main/binary-amd64/Packages"), 1 << 20);
        server.put("/debian/dists/trixie/main/binary-amd64/Packages.xz", TestTar.xz(index));
        server.remove("/debian/dists/trixie/main/binary-amd64/Packages");
        AptArchive.Contents first = read("trixie");
        assertThat(kernelPackages(first)).contains("linux-kbuild-6.1");
        int requests = server.requests().size();
        assertThat(read("trixie")).isEqualTo(first);
        assertThat(server.requests().subList(requests, server.requests().size()))
                .containsExactly("/debian/dists/trixie/InRelease");
    }

    @Test
    public void damage_in_the_cache_is_noticed() throws Exception {
        AptArchive.Contents first = read("trixie");
        try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        }
        assertThat(read("trixie")).isEqualTo(first);
    }

    @Test
    public void a_suite_that_is_gone_is_left_out() throws Exception {
        server.remove("/debian/dists/trixie/InRelease");
        assertLeftOut("the server answered 404");
    }

    @Test
    public void a_suite_signed_by_someone_else_is_left_out() throws Exception {
        TestArchive other = new TestArchive(server);
        other.publish("trixie");
        assertLeftOut("no valid signature");
    }

    @Test
    public void a_suite_whose_signature_does_not_fit_is_left_out() throws Exception {
        read("trixie", "forky");
        TestArchive changed = new TestArchive(server);
        changed.publish("trixie");
        String text = new String(downloads.latest(server.uri("/debian/dists/trixie/InRelease"), 1 << 20), UTF_8);
        archive.publish("trixie");
        String signed = new String(downloads.latest(server.uri("/debian/dists/trixie/InRelease"), 1 << 20), UTF_8);
        String mixed = text.substring(0, text.indexOf("-----BEGIN PGP SIGNATURE"))
                + signed.substring(signed.indexOf("-----BEGIN PGP SIGNATURE"));
        server.put("/debian/dists/trixie/InRelease", mixed.getBytes(UTF_8));
        assertLeftOut("does not fit the text");
    }

    @Test
    public void an_index_that_is_not_the_signed_one_is_left_out() throws Exception {
        archive.publish("trixie", text -> text.replaceAll("(?m)^ .*/Packages\\.[gx]z\n", "")
                .replace("Acquire-By-Hash: yes\n", ""));
        server.put("/debian/dists/trixie/main/binary-amd64/Packages", "Package: linux-evil\n".getBytes(UTF_8));
        assertLeftOut("/debian/dists/trixie/main/binary-amd64/Packages: ");
    }

    @Test
    public void a_suite_in_the_place_of_another_is_left_out() throws Exception {
        archive.publish("trixie", text -> text.replace("trixie", "bookworm"));
        assertLeftOut("as another suite than trixie");
    }

    @Test
    public void an_outdated_suite_is_left_out() throws Exception {
        archive.publish("trixie", text -> "Valid-Until: Fri, 06 Nov 2020 08:08:01 UTC\n" + text);
        assertLeftOut("was valid until 2020-11-06T08:08:01Z");
    }

    @Test
    public void an_outdated_suite_is_taken_where_apt_takes_it() throws Exception {
        archive.publish("trixie", text -> "Valid-Until: Fri, 06 Nov 2020 08:08:01 UTC\n" + text);
        AptArchive debian = archive.open(downloads, AptPlace.Kind.OWN, false, "trixie");
        assertThat(debian.find("trixie", "hello", Architecture.X86_64)).isPresent();
    }

    @Test
    public void a_mirror_without_folders_by_hash_serves_too() throws Exception {
        archive.publish("trixie", text -> text.replaceAll("(?m)^ .*/Packages\\.[gx]z\n", ""));
        assertThat(read("trixie").packages()).isNotEmpty();
    }

    @Test
    public void a_package_with_a_bad_field_reaches_no_path() throws Exception {
        archive.add("trixie", "amd64", "Package: linux-kbuild-6.1\nVersion: 1\nArchitecture: ../../x", DEB);
        archive.publish("trixie");
        assertThat(read("trixie", "forky").warnings())
                .containsExactly("Debian's suite trixie is left out: trixie: package linux-kbuild-6.1 has an unusable"
                        + " Architecture: ../../x");
    }

    @Test
    public void if_no_suite_can_be_read_that_is_a_failure() throws Exception {
        assertThatThrownBy(() -> read("lenny", "sarge"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/debian/dists/lenny/InRelease: the server answered 404");
    }

    @Test
    public void a_suite_that_has_moved_is_read_where_it_is_now() throws Exception {
        AptArchive debian = archive.open(downloads, "trixie", "forky");
        assertThat(debian.find("hello", Architecture.X86_64)).hasSize(1);
        AptSuite moved = new AptSuite(
                "trixie",
                Set.of(Architecture.X86_64),
                List.of("main"),
                List.of(
                        new AptPlace(server.uri("/elsewhere"), AptPlace.Kind.OWN),
                        new AptPlace(archive.uri(), AptPlace.Kind.FROZEN)),
                false);
        AptArchive.Contents contents =
                archive.open(downloads, true, List.of(moved)).kernelPackages(Set.of(Architecture.X86_64));
        assertThat(contents.packages()).isNotEmpty();
        assertThat(contents.warnings()).isEmpty();
    }

    @Test
    public void what_is_wrong_with_each_place_is_said() throws Exception {
        AptSuite gone = new AptSuite(
                "lenny",
                Set.of(Architecture.X86_64),
                List.of("main"),
                List.of(
                        new AptPlace(archive.uri(), AptPlace.Kind.SERVER),
                        new AptPlace(server.uri("/old"), AptPlace.Kind.FROZEN)),
                false);
        assertThatThrownBy(
                        () -> archive.open(downloads, true, List.of(gone)).kernelPackages(Set.of(Architecture.X86_64)))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/debian/dists/lenny/InRelease: the server answered 404")
                .hasMessageContaining("/old/dists/lenny/InRelease: the server answered 404");
    }

    @Test
    public void a_suite_that_need_not_be_there_is_missed_by_nobody_but_one_that_is_broken_is() throws Exception {
        AptSuite optional = archive.suite("sarge", AptPlace.Kind.SERVER, true);
        AptSuite broken = archive.suite("forky", AptPlace.Kind.SERVER, true);
        archive.publish("forky", text -> text.replace("forky", "etch"));
        List<AptSuite> suites = List.of(archive.suite("trixie", AptPlace.Kind.SERVER, false), optional, broken);
        AptArchive.Contents contents =
                archive.open(downloads, true, suites).kernelPackages(Set.of(Architecture.X86_64));
        assertThat(contents.packages()).isNotEmpty();
        assertThat(contents.warnings())
                .singleElement()
                .asString()
                .startsWith("Debian's suite forky is left out: ")
                .contains("as another suite");
    }

    @Test
    public void suites_that_are_left_out_for_one_reason_are_one_warning() throws Exception {
        URI nowhere = URI.create("http://unknown.invalid/debian");
        List<AptSuite> suites = List.of(
                archive.suite("trixie", AptPlace.Kind.SERVER, false),
                archive.suite("jessie", new AptPlace(nowhere, AptPlace.Kind.FROZEN), true),
                archive.suite("buster/updates", new AptPlace(nowhere, AptPlace.Kind.FROZEN), true));
        assertThat(archive.open(downloads, true, suites)
                        .kernelPackages(Set.of(Architecture.X86_64))
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("Debian's suites jessie, buster/updates are left out: ")
                .contains("unknown.invalid");
    }

    @Test
    public void what_changes_no_more_may_be_outdated() throws Exception {
        archive.publish("trixie", text -> "Valid-Until: Fri, 06 Nov 2020 08:08:01 UTC\n" + text);
        List<AptSuite> suites = List.of(archive.suite("trixie", AptPlace.Kind.FROZEN, false));
        assertThat(archive.open(downloads, true, suites)
                        .kernelPackages(Set.of(Architecture.X86_64))
                        .packages())
                .isNotEmpty();
    }

    @Test
    public void what_changes_no_more_may_have_its_signature_apart() throws Exception {
        archive.publishApart("trixie");
        List<AptSuite> suites = List.of(archive.suite("trixie", AptPlace.Kind.FROZEN, false));
        for (int run = 0; run < 2; run++) {
            assertThat(archive.open(downloads, true, suites)
                            .kernelPackages(Set.of(Architecture.X86_64))
                            .packages())
                    .isNotEmpty();
        }
        server.put("/debian/dists/trixie/Release", "Codename: trixie\n".getBytes(UTF_8));
        assertThatThrownBy(() -> archive.open(downloads, true, suites).kernelPackages(Set.of(Architecture.X86_64)))
                .isInstanceOf(SignatureException.class)
                .hasMessageContaining("/dists/trixie/Release: no valid signature");
        assertThatThrownBy(() -> read("trixie"))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining("/dists/trixie/InRelease: the server answered 404");
    }

    @Test
    public void a_suite_has_the_packages_of_each_of_its_components() throws Exception {
        archive.publish("trixie", text -> text.replace("main/binary-arm64/", "universe/binary-amd64/"));
        AptSuite suite = new AptSuite(
                "trixie",
                Set.of(Architecture.X86_64),
                List.of("main", "universe"),
                List.of(new AptPlace(archive.uri(), AptPlace.Kind.OWN)),
                false);
        // The index of the other component is announced, but not there.
        assertThatThrownBy(
                        () -> archive.open(downloads, true, List.of(suite)).kernelPackages(Set.of(Architecture.X86_64)))
                .hasMessageContaining("/dists/trixie/");
        assertThat(server.requests()).anyMatch(path -> path.contains("/universe/binary-amd64/"));
    }

    @Test
    public void drivers_are_not_looked_for_in_what_changes_no_more() throws Exception {
        List<AptSuite> suites = List.of(
                archive.suite("forky", AptPlace.Kind.OWN, false), archive.suite("trixie", AptPlace.Kind.FROZEN, false));
        assertThat(archive.open(downloads, true, suites).find("falcosecurity-scap-dkms", Architecture.X86_64))
                .isEmpty();
        assertThat(server.requests()).noneMatch(path -> path.contains("trixie"));
    }

    @Test
    public void an_architecture_that_a_place_does_not_have_is_not_asked_for() throws Exception {
        archive.add("trixie", "arm64", KBUILD.replace("amd64", "arm64"), DEB);
        archive.publish("trixie");
        AptSuite ports = new AptSuite(
                "trixie",
                Set.of(Architecture.AARCH64),
                List.of("main"),
                List.of(new AptPlace(archive.uri(), AptPlace.Kind.OWN)),
                false);
        AptArchive debian =
                archive.open(downloads, true, List.of(archive.suite("forky", AptPlace.Kind.OWN, false), ports));
        debian.kernelPackages(Set.of(Architecture.X86_64));
        assertThat(server.requests()).noneMatch(path -> path.contains("trixie"));
        debian.kernelPackages(Set.of(Architecture.AARCH64));
        assertThat(server.requests()).anyMatch(path -> path.contains("trixie/main/binary-arm64/"));
        assertThat(server.requests()).noneMatch(path -> path.contains("trixie/main/binary-amd64/"));
        assertThat(archive.open(downloads, true, List.of(ports))
                        .kernelPackages(Set.of(Architecture.X86_64))
                        .packages())
                .isEmpty();
    }

    @Test
    public void security_suites_of_old_say_their_code_name_only() {
        Release release = new Release("x", "Suite: oldoldstable\nCodename: buster\n");
        assertThat(release.isOf("buster/updates")).isTrue();
        assertThat(release.isOf("stretch/updates")).isFalse();
    }
}
