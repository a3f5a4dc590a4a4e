package io.jenkins.plugins.falcoprobes.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Loader;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.OsRelease;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.Uname;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.Test;

public class LookupTest {
    private static final LoaderHost BOOKWORM = host(
            "Linux web1 6.1.0-50-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02) x86_64 GNU/Linux",
            "ID=debian\nVERSION_ID=\"12\"\n");

    static LoaderHost host(String unameA, String osRelease) {
        return new LoaderHost(Uname.parse(unameA), OsRelease.parse(osRelease));
    }

    private static LookupAnswer answer(LoaderHost host, String falco, List<String> distros) {
        return new Lookup(host, Optional.empty(), Optional.empty(), distros, KnownBadList.own())
                .answers(List.of(LoaderEra.of(new FalcoVersion(falco)).orElseThrow()), Set.of(ProbeKind.KMOD))
                .get(0);
    }

    @Test
    public void the_eras_have_every_release_once_newest_first() {
        List<LoaderEra> eras = LoaderEra.all();
        assertThat(eras.get(0).last())
                .isEqualTo(FalcoReleases.all().get(FalcoReleases.all().size() - 1));
        assertThat(eras.get(eras.size() - 1).first())
                .isEqualTo(FalcoReleases.all().get(0));
        for (int i = 1; i < eras.size(); i++) {
            int next = FalcoReleases.all().indexOf(eras.get(i).last()) + 1;
            assertThat(FalcoReleases.all().get(next)).isEqualTo(eras.get(i - 1).first());
        }
        assertThat(eras).extracting(LoaderEra::toString).contains("0.11.0 to 0.18.0", "0.35.0", "0.35.1 to 0.36.2");
    }

    @Test
    public void all_releases_of_an_era_ask_for_the_same_but_for_the_drivers_version() {
        for (LoaderVector vector : LoaderVector.all()) {
            for (LoaderEra era : LoaderEra.all()) {
                int first = FalcoReleases.all().indexOf(era.first());
                int last = FalcoReleases.all().indexOf(era.last());
                List<String> asked = new ArrayList<>();
                FalcoReleases.all().subList(first, last + 1).forEach(release -> {
                    Loader loader = Loader.of(release);
                    String path = loader.path(vector.host, vector.kind, Optional.of("0".repeat(32)))
                            .orElseThrow();
                    asked.add(loader.address(loader.defaultRepository(), path)
                                    .replace(release.driver().value().replace("+", "%2B"), "DRIVER")
                            + loader.repositorySetting()
                            + loader.asksFor(ProbeKind.EBPF));
                });
                assertThat(asked).as("%s on %s", era, vector.host).containsOnly(asked.get(0));
            }
        }
    }

    @Test
    public void what_is_not_there_comes_with_the_command_that_builds_it_and_nothing_else() {
        assertThat(answer(BOOKWORM, "0.40.0", List.of("debian")).command())
                .containsExactly(
                        "build-probe-binaries",
                        "0.40.0",
                        "--distro",
                        "debian",
                        "--kernel",
                        "^6\\.1\\.0-50-amd64$",
                        "--kind",
                        "kmod",
                        "--arch",
                        "x86_64");
        LoaderHost plus = host(
                "Linux w 6.12.117+deb13-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.12.117-1 (2026-09-01) x86_64 GNU/Linux",
                "ID=debian");
        assertThat("6.12.117+deb13-amd64")
                .matches(answer(plus, "0.41.0", List.of("debian")).command().get(5));
    }

    @Test
    public void who_cannot_be_built_for_is_told_why() {
        LoaderHost fedora = host(
                "Linux f 6.12.6-200.fc41.x86_64 #1 SMP PREEMPT_DYNAMIC Thu Dec 19 21:06:34 UTC 2024 x86_64 GNU/Linux",
                "ID=fedora");
        assertThat(answer(fedora, "0.40.0", List.of("debian"))).satisfies(answer -> {
            assertThat(answer.command()).isEmpty();
            assertThat(answer.obstacle())
                    .isEqualTo("no distribution that this program builds for (debian) has the kernels of fedora");
        });
        assertThat(answer(BOOKWORM, "0.32.0", List.of("debian")).obstacle())
                .contains("cannot be compiled as kmod for Linux 5.18 and newer");
    }

    @Test
    public void a_host_of_rhel_is_served_by_centos_where_the_release_is_red_hats() {
        LoaderHost rhel = host(
                "Linux r 3.10.0-1160.95.1.el7.x86_64 #1 SMP Mon Jul 24 13:59:37 UTC 2023 x86_64 x86_64 x86_64 GNU/Linux",
                "ID=\"rhel\"\nVERSION_ID=\"7.9\"");
        assertThat(answer(rhel, "0.36.0", List.of("debian", "centos")).command())
                .contains("centos");
        LoaderHost plus = host(
                "Linux r 3.10.0-1160.el7.centos.plus.x86_64 #1 SMP Mon Jul 24 13:59:37 UTC 2023 x86_64 GNU/Linux",
                "ID=\"rhel\"");
        assertThat(answer(plus, "0.36.0", List.of("debian", "centos")).command())
                .isEmpty();
    }

    @Test
    public void what_a_loader_cannot_tell_or_gets_wrong_is_said() {
        assertThat(answer(BOOKWORM, "0.21.0", List.of("debian"))).satisfies(answer -> {
            assertThat(answer.isAsked()).isFalse();
            assertThat(answer.problem()).startsWith("the name has the md5 of the kernel's configuration");
        });
        LoaderHost flatcar =
                host("Linux c 5.15.55-flatcar #1 SMP Mon Jul 18 15:33:15 -00 2022 x86_64 GNU/Linux", "ID=flatcar");
        assertThat(answer(flatcar, "0.40.0", List.of("debian")).problem()).contains("has no VERSION_ID");
        LoaderHost odd = host("Linux c 5.15.55 #1 SMP Mon x86_64 GNU/Linux", "ID=../../etc");
        assertThat(answer(odd, "0.40.0", List.of("debian")).isAsked()).isFalse();
        LoaderHost cloud = host(
                "Linux c 6.1.0-50-cloud-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02) x86_64 GNU/Linux",
                "ID=debian");
        assertThat(answer(cloud, "0.35.0", List.of("debian")).problem())
                .isEqualTo("this is the name of another kernel's probe, which this host cannot load");
    }

    @Test
    public void a_repository_is_taken_as_it_is_given_to_the_loader() {
        Lookup lookup = new Lookup(
                BOOKWORM, Optional.empty(), Optional.of("https://a.example.org/x+y"), List.of(), KnownBadList.own());
        assertThat(lookup.answers(
                        List.of(
                                LoaderEra.of(new FalcoVersion("0.40.0")).orElseThrow(),
                                LoaderEra.of(new FalcoVersion("0.36.0")).orElseThrow()),
                        Set.of(ProbeKind.KMOD)))
                .extracting(LookupAnswer::address)
                .containsExactly(
                        "https://a.example.org/x+y/8.0.0%2Bdriver/x86_64/falco_debian_6.1.176-1-amd64_1.ko",
                        "https://a.example.org/x%2By/6.0.1%2Bdriver/x86_64/falco_debian_6.1.176-1-amd64_1.ko");
    }

    @Test
    public void json_has_all_of_an_answer() throws IOException, InterruptedException {
        LookupAnswer answer = answer(BOOKWORM, "0.40.0", List.of("debian"))
                .lookedFor(List.of((path, address) -> new Sighting("here", Sighting.State.MISSING, "404")));
        assertThat(answer.isMissing()).isTrue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        LookupJson.write(BOOKWORM, List.of(answer), out);
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        assertThat(json.at("/host/release").asText()).isEqualTo("6.1.0-50-amd64");
        assertThat(json.at("/answers/0/url").asText()).isEqualTo(answer.address());
        assertThat(json.at("/answers/0/path").asText()).isEqualTo(answer.path());
        assertThat(json.at("/answers/0/places/0/state").asText()).isEqualTo("missing");
        assertThat(json.at("/answers/0/command/1").asText()).isEqualTo("0.40.0");
        assertThat(json.at("/answers/0/problem").isMissingNode()).isTrue();
    }

    @Test
    public void what_is_known_to_fail_comes_with_its_reason() {
        LoaderHost rhel = host(
                "Linux web1 5.14.0-427.13.1.el9_4.x86_64 #1 SMP PREEMPT_DYNAMIC Wed Apr 10 10:29:16 EDT 2024 x86_64 x86_64",
                "ID=rocky\nVERSION_ID=\"9.4\"\n");
        LookupAnswer old = answer(rhel, "0.36.0", List.of("rocky"));
        assertThat(old.knownBad()).startsWith("line ").contains("known-bad.txt: ", "class_create()", "known until ");
        assertThat(old.command()).isNotEmpty();
        assertThat(answer(rhel, "0.40.0", List.of("rocky")).knownBad()).isEmpty();
        assertThat(answer(BOOKWORM, "0.36.0", List.of("debian")).knownBad()).isEmpty();
    }
}
