package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.Test;

public class AptTableTest {
    private static final URI MIRROR = URI.create("http://mirror.example.org/ubuntu");

    private static List<AptSuite> suites(AptTable table, String id, Map<String, URI> asked) {
        Map<String, AptPlace> places = table.places(id, asked);
        return table.suites(places, !places.equals(table.bases()));
    }

    private static List<String> placesOf(List<AptSuite> suites, String name, Architecture architecture) {
        return suites.stream()
                .filter(suite ->
                        suite.name().equals(name) && suite.architectures().contains(architecture))
                .flatMap(suite -> suite.places().stream())
                .map(place -> place.base().getHost())
                .toList();
    }

    @Test
    public void each_architecture_of_ubuntu_is_where_it_is_and_what_has_moved_comes_last() throws Exception {
        List<AptSuite> suites = suites(AptTable.of("ubuntu"), "ubuntu", Map.of());
        assertThat(placesOf(suites, "noble", Architecture.X86_64))
                .containsExactly("archive.ubuntu.com", "old-releases.ubuntu.com");
        assertThat(placesOf(suites, "noble-security", Architecture.X86_64))
                .containsExactly("security.ubuntu.com", "archive.ubuntu.com", "old-releases.ubuntu.com");
        assertThat(placesOf(suites, "noble-security", Architecture.AARCH64))
                .containsExactly("ports.ubuntu.com", "old-releases.ubuntu.com");
        assertThat(placesOf(suites, "cosmic-updates", Architecture.AARCH64)).containsExactly("old-releases.ubuntu.com");
        assertThat(suites.get(suites.size() - 1).isFrozen()).isTrue();
        assertThat(suites).noneMatch(suite -> suite.name().endsWith("-proposed"));
    }

    @Test
    public void each_release_of_ubuntu_has_its_three_suites_for_both_architectures_and_its_compiler() throws Exception {
        AptTable table = AptTable.of("ubuntu");
        List<AptSuite> suites = suites(table, "ubuntu", Map.of());
        List<String> codenames = suites.stream()
                .map(suite -> AptSuite.codename(suite.name()))
                .distinct()
                .toList();
        assertThat(codenames).hasSize(26).contains("trusty", "noble", "questing", "resolute");
        for (String codename : codenames) {
            for (Architecture architecture : Architecture.values()) {
                assertThat(suites.stream()
                                .filter(suite -> AptSuite.codename(suite.name()).equals(codename)
                                        && suite.architectures().contains(architecture))
                                .map(AptSuite::name))
                        .containsExactlyInAnyOrder(codename, codename + "-updates", codename + "-security");
            }
            assertThat(table.toolsOf(codename, "6.8.0-31-generic")).isPresent();
        }
    }

    @Test
    public void where_a_mirror_is_named_nothing_else_is_asked_and_nothing_need_be_there() throws Exception {
        List<AptSuite> suites = suites(AptTable.of("ubuntu"), "ubuntu", Map.of("ubuntu", MIRROR));
        assertThat(suites).allMatch(AptSuite::optional);
        assertThat(suites).flatExtracting(AptSuite::places).containsOnly(new AptPlace(MIRROR, AptPlace.Kind.SERVER));
        assertThat(placesOf(suites, "noble-security", Architecture.X86_64)).containsExactly("mirror.example.org");
        assertThat(suites).allMatch(suite -> suite.architectures().equals(Set.of(Architecture.X86_64)));
    }

    @Test
    public void debians_suites_are_its_own_mirrors_and_then_those_that_change_no_more() throws Exception {
        Map<String, AptPlace> places =
                DebianMirrors.of(List.of(), true, Map.of()).places();
        List<AptSuite> suites = AptTable.of("debian").suites(places, false);
        assertThat(suites)
                .extracting(AptSuite::name)
                .contains("bookworm-security", "sid", "buster/updates")
                .doesNotHaveDuplicates();
        assertThat(suites.stream().filter(suite -> suite.name().equals("sid")))
                .allSatisfy(suite -> assertThat(suite.places()).containsExactly(places.get("archive")));
        assertThat(suites.stream().filter(AptSuite::isFrozen)).allMatch(AptSuite::optional);
        assertThat(suites.stream().dropWhile(suite -> !suite.isFrozen())).allMatch(AptSuite::isFrozen);
    }

    @Test
    public void the_keys_of_each_distribution_are_there() throws Exception {
        for (String id : List.of("debian", "ubuntu")) {
            assertThat(AptTable.of(id).keys().read(null, Map.of())).hasSizeGreaterThan(1000);
        }
        assertThat(AptTable.of("debian").frozenKeys().read(null, Map.of())).hasSizeGreaterThan(1000);
        assertThat(AptTable.of("raspios").mirrors("raspios")).containsExactly("raspios");
    }

    @Test
    public void what_is_no_fact_is_refused() {
        for (String line : List.of("sid archive", "suite sid", "base main", "keys", "tools sid . gcc-12")) {
            assertThatThrownBy(() -> AptTable.parse("some", line))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("some.txt: not a fact of an apt archive: " + line);
        }
    }
}
