package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

public class DebianMirrorsTest {
    private static final String DEBIAN_SOURCES =
            """
            Types: deb deb-src
            # https://snapshot.example.org/archive/debian/20250520T000000Z
            URIs: http://mirror.example.org/debian/
            Suites: bookworm bookworm-updates
            Components: main
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

            Types: deb
            URIs: http://mirror.example.org/debian-security
            Suites: bookworm-security
            Components: main non-free-firmware
            Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
            """;

    private static final String OTHERS =
            """
            deb [arch=amd64 signed-by=/usr/share/keyrings/docker.asc] https://download.example.com/linux/debian bookworm stable
            deb [signed-by=/usr/share/keyrings/tailscale.gpg] https://pkgs.example.com/stable/debian bookworm main
            deb https://packages.example.com/apt cloud-sdk-bookworm main
            deb https://packages.example.com/php/ bookworm main # no debian in its path
            deb cdrom:[Debian GNU/Linux 12]/debian bookworm main
            deb file:/srv/mirror/debian bookworm main
            # deb http://off.example.org/debian bookworm main
            deb-src http://source.example.org/debian bookworm main
            """;

    private static final Optional<URI> FROZEN = Optional.of(URI.create("http://archive.debian.org/debian"));

    private static DebianMirrors mirrors(List<AptSources.Source> sources, Map<String, URI> overrides) {
        return DebianMirrors.of(sources, true, overrides);
    }

    private static URI uri(String text) {
        return URI.create(text);
    }

    @Test
    public void the_mirrors_are_those_of_apt() {
        List<AptSources.Source> sources = new ArrayList<>(AptSources.parseList(OTHERS));
        sources.addAll(AptSources.parseDeb822(DEBIAN_SOURCES));
        assertThat(mirrors(sources, Map.of()))
                .isEqualTo(new DebianMirrors(
                        uri("http://mirror.example.org/debian"),
                        uri("http://mirror.example.org/debian-security"),
                        FROZEN,
                        true));
    }

    @Test
    public void the_old_format_is_read_too() {
        String list =
                """
                deb [ arch=amd64 ] http://a.example.org/debian/ trixie main contrib
                deb http://b.example.org/debian-security/ trixie-security main
                deb http://c.example.org/debian/ trixie-updates main
                """;
        assertThat(mirrors(AptSources.parseList(list), Map.of()))
                .isEqualTo(new DebianMirrors(
                        uri("http://a.example.org/debian"), uri("http://b.example.org/debian-security"), FROZEN, true));
    }

    @Test
    public void sources_of_others_are_not_debians() {
        assertThat(mirrors(AptSources.parseList(OTHERS), Map.of()))
                .isEqualTo(new DebianMirrors(
                        uri("https://mirrors.edge.kernel.org/debian"),
                        uri("https://mirrors.edge.kernel.org/debian-security"),
                        FROZEN,
                        true));
    }

    @Test
    public void a_source_that_is_off_is_not_taken() {
        assertThat(mirrors(AptSources.parseDeb822("Enabled: no\n" + DEBIAN_SOURCES.substring(0, 220)), Map.of())
                        .archive())
                .isEqualTo(uri("https://mirrors.edge.kernel.org/debian"));
    }

    @Test
    public void a_users_mirror_goes_first_and_has_its_security_archive_beside_it() {
        List<AptSources.Source> sources = AptSources.parseDeb822(DEBIAN_SOURCES);
        assertThat(mirrors(sources, Map.of("debian", uri("https://own.example.org/d/debian/"))))
                .isEqualTo(new DebianMirrors(
                        uri("https://own.example.org/d/debian"),
                        uri("https://own.example.org/d/debian-security"),
                        Optional.empty(),
                        true));
        assertThat(mirrors(sources, Map.of("debian-security", uri("https://own.example.org/sec"))))
                .isEqualTo(new DebianMirrors(
                        uri("http://mirror.example.org/debian"), uri("https://own.example.org/sec"), FROZEN, true));
    }

    @Test
    public void apt_may_have_been_told_to_take_outdated_suites() {
        assertThat(AptSources.checksValidUntil("")).isTrue();
        assertThat(AptSources.checksValidUntil("Acquire::Check-Valid-Until \"false\";\n"))
                .isFalse();
        assertThat(AptSources.checksValidUntil("Acquire { Check-Valid-Until no; };"))
                .isFalse();
        assertThat(AptSources.checksValidUntil("// Acquire::Check-Valid-Until \"false\";\n"))
                .isTrue();
        assertThat(AptSources.checksValidUntil(
                        "Acquire::Check-Valid-Until \"false\";\nAcquire::Check-Valid-Until \"true\";"))
                .isTrue();
        assertThat(AptSources.parseList("deb [check-valid-until=no] http://a.example.org/debian sid main")
                        .get(0)
                        .checkValidUntil())
                .isFalse();
    }

    @Test
    public void beside_a_users_mirror_old_suites_are_asked_for_where_the_user_says() {
        DebianMirrors named = mirrors(
                List.of(),
                Map.of(
                        "debian",
                        uri("https://a.example.org/debian"),
                        "debian-archive",
                        uri("https://b.example.org/old/")));
        assertThat(named.places())
                .containsEntry("frozen", new AptPlace(uri("https://b.example.org/old"), AptPlace.Kind.FROZEN))
                .containsEntry(
                        "frozen-security",
                        new AptPlace(uri("https://b.example.org/debian-security"), AptPlace.Kind.FROZEN))
                .containsEntry("archive", new AptPlace(uri("https://a.example.org/debian"), AptPlace.Kind.OWN));
        assertThat(mirrors(List.of(), Map.of("debian", uri("https://a.example.org/debian")))
                        .places())
                .containsOnlyKeys("archive", "security");
    }
}
