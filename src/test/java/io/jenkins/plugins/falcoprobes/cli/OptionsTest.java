package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.report.SampleRun;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class OptionsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final FakeEngine engine = new FakeEngine(SampleRun.ofDebian(1));

    private BuildRequest request(String... arguments) {
        String[] all =
                Stream.concat(Stream.of("--dry-run"), Stream.of(arguments)).toArray(String[]::new);
        CommandRun run = CommandRun.of(engine, all);
        assertThat(run.err).isEmpty();
        assertThat(run.status).isZero();
        return engine.request;
    }

    private static String complaint(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.status).as(String.join(" ", arguments)).isEqualTo(2);
        assertThat(run.out).isEmpty();
        assertThat(run.err.lines()).hasSize(2).last().isEqualTo("Try build-probe-binaries --help");
        return run.err.lines().findFirst().orElseThrow();
    }

    @Test
    public void the_original_usage_means_everything_from_the_image() {
        BuildRequest request = request("0.11.1");

        assertThat(request.falcoVersion().value()).isEqualTo("0.11.1");
        assertThat(request.distros()).isEmpty();
        assertThat(request.kernels().pattern()).isEmpty();
        assertThat(request.latest()).isEmpty();
        assertThat(request.kinds()).containsExactlyInAnyOrder(ProbeKind.values());
        assertThat(request.architectures()).containsExactly(Architecture.host());
        assertThat(request.driverSource()).isEqualTo("image");
        assertThat(request.naming()).isEqualTo(Naming.HASH);
        assertThat(request.jobs()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(request.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(request.retries()).isEqualTo(3);
        assertThat(request.force()).isFalse();
        assertThat(request.knownBad().entries())
                .hasSameSizeAs(KnownBadList.own().entries());
        assertThat(request.tryKnownBad()).isFalse();
        assertThat(engine.settings.output()).isEqualTo(Path.of("output"));
        assertThat(engine.settings.cache()).isEqualTo(Path.of("/var/cache/ci/falco-probe-builder"));
        assertThat(engine.settings.mirrors()).isEmpty();
        assertThat(engine.settings.runtime()).isEqualTo("docker");
    }

    @Test
    public void every_option_reaches_the_engine() {
        BuildRequest request = request(
                "0.40.0",
                "--distro=debian",
                "--kernel",
                "^6\\.1\\..*[0-9]-amd64$",
                "--latest",
                "2",
                "--kind",
                "EBPF",
                "--arch",
                "arm64",
                "--driver-source",
                "debian:trixie",
                "--naming=both",
                "--jobs",
                "7",
                "--timeout",
                "1h30m",
                "--retries",
                "0",
                "--force",
                "--try-known-bad",
                "--output",
                "some where/out",
                "--cache",
                "c",
                "--mirror",
                "debian=http://a.example.org/debian",
                "--mirror",
                "debian-security=https://b.example.org/debian,2",
                "--runtime",
                "podman");

        assertThat(request.distros()).containsExactly("debian");
        assertThat(request.kernels().pattern()).isEqualTo("^6\\.1\\..*[0-9]-amd64$");
        assertThat(request.latest()).hasValue(2);
        assertThat(request.kinds()).containsExactly(ProbeKind.EBPF);
        assertThat(request.architectures()).containsExactly(Architecture.AARCH64);
        assertThat(request.driverSource()).isEqualTo("debian:trixie");
        assertThat(request.naming()).isEqualTo(Naming.BOTH);
        assertThat(request.jobs()).isEqualTo(7);
        assertThat(request.timeout()).isEqualTo(Duration.ofMinutes(90));
        assertThat(request.retries()).isZero();
        assertThat(request.force()).isTrue();
        assertThat(request.tryKnownBad()).isTrue();
        assertThat(engine.settings.output()).isEqualTo(Path.of("some where/out"));
        assertThat(engine.settings.cache()).isEqualTo(Path.of("c"));
        assertThat(engine.settings.mirrors())
                .containsEntry("debian", URI.create("http://a.example.org/debian"))
                .containsEntry("debian-security", URI.create("https://b.example.org/debian,2"));
        assertThat(engine.settings.runtime()).isEqualTo("podman");
    }

    @Test
    public void a_distribution_on_request_is_named_with_what_it_needs() {
        engine.needs = List.of("ubuntu", "ubuntu.certificate");
        CommandRun without = CommandRun.of(engine, "dev", "--distro", "debian,Ubuntu", "--dry-run");
        assertThat(without.status).isEqualTo(2);
        assertThat(without.err)
                .startsWith("build-probe-binaries: --distro: ubuntu cannot be read without ubuntu=URL (--mirror) or"
                        + " ubuntu.certificate=FILE, what its server asks for (--distro-setting)\n");

        request("dev", "--distro", "ubuntu", "--mirror", "ubuntu=http://a.example.org/");
        request("dev", "--distro", "ubuntu", "--distro-setting", "ubuntu.certificate=/etc/pki/key=1.pem");
        assertThat(engine.settings.distroSettings().text("ubuntu.certificate")).hasValue("/etc/pki/key=1.pem");
        assertThat(engine.settings.toString()).contains("ubuntu.certificate").doesNotContain("key=1.pem");
    }

    @Test
    public void values_are_repeated_or_separated_by_commas_in_any_place() {
        BuildRequest request = request(
                "--distro",
                "debian",
                "--kind=kmod",
                "--latest=1",
                "dev",
                "--distro",
                "ubuntu,debian",
                "--kind",
                "ebpf");

        assertThat(request.distros()).containsExactly("debian", "ubuntu");
        assertThat(request.kinds()).containsExactlyInAnyOrder(ProbeKind.KMOD, ProbeKind.EBPF);
        assertThat(request.latest()).hasValue(1);
        assertThat(request.falcoVersion().isDev()).isTrue();
    }

    @Test
    public void names_follow_the_loader_of_the_version_unless_told() {
        assertThat(request("0.22.1").naming()).isEqualTo(Naming.HASH);
        assertThat(request("0.23.0").naming()).isEqualTo(Naming.TARGET);
        assertThat(request("1.0.0").naming()).isEqualTo(Naming.TARGET);
        assertThat(request("dev").naming()).isEqualTo(Naming.TARGET);
        assertThat(request("dev", "--naming", "hash").naming()).isEqualTo(Naming.HASH);
    }

    @Test
    public void times_are_written_as_people_write_them() {
        assertThat(request("dev", "--timeout", "90s").timeout()).isEqualTo(Duration.ofSeconds(90));
        assertThat(request("dev", "--timeout", "10m").timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(request("dev", "--timeout", "PT10M").timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(request("dev", "--timeout", "1h2m3s").timeout()).isEqualTo(Duration.ofSeconds(3723));
    }

    @Test
    public void a_driver_source_on_this_machine_is_handed_on_with_its_whole_path() throws IOException {
        Path source = folder.newFolder("driver source").toPath();
        Path tarball = Files.createFile(source.resolve("driver.tar.gz"));

        assertThat(request("dev", "--driver-source", "dir:" + source + "/.").driverSource())
                .isEqualTo("dir:" + source);
        assertThat(request("dev", "--driver-source", "tar:" + tarball).driverSource())
                .isEqualTo("tar:" + tarball);
        assertThat(request("dev", "--driver-source", "tar:https://example.org/driver.tar.gz")
                        .driverSource())
                .isEqualTo("tar:https://example.org/driver.tar.gz");
        assertThat(request("dev", "--driver-source", "image:registry.example.org:5000/falco:0.40.0")
                        .driverSource())
                .isEqualTo("image:registry.example.org:5000/falco:0.40.0");
        assertThat(complaint("dev", "--driver-source", "dir:" + source + "/none"))
                .endsWith("there is no folder " + source + "/none");
        assertThat(complaint("dev", "--driver-source", "tar:" + source)).endsWith("there is no file " + source);
        assertThat(complaint("dev", "--output", tarball.toString()))
                .contains("--output: ", "is a file; a folder is needed");
    }

    @Test
    public void what_cannot_be_used_is_named_with_what_is_accepted_instead() {
        List<String[]> table = new ArrayList<>();
        table.add(new String[] {"VERSION: missing"});
        table.add(new String[] {"VERSION: \"0.40\" is no Falco version; accepted are versions like 0.40.0", "0.40"});
        table.add(new String[] {"VERSION: \"0.1.2; rm\" is no Falco version", "0.1.2; rm"});
        table.add(new String[] {"\"0.41.0\": one argument too many", "0.40.0", "0.41.0"});
        table.add(new String[] {
            "--kind: \"kmood\" is no probe kind; accepted are kmod, ebpf (did you mean kmod?)", "dev", "--kind", "kmood"
        });
        table.add(new String[] {"--kind: \"\" is no probe kind", "dev", "--kind", "kmod,,ebpf"});
        table.add(new String[] {
            "--distro: \"debain\" is no distribution that is known here; accepted are debian, ubuntu (did you mean debian?)",
            "dev",
            "--distro",
            "debain"
        });
        table.add(new String[] {
            "--arch: \"riscv64\" is no architecture; accepted are x86_64, aarch64", "dev", "--arch", "riscv64"
        });
        table.add(new String[] {
            "--kernel: \"^6(\" is no regular expression: Unclosed group at character 4", "dev", "--kernel", "^6("
        });
        table.add(new String[] {"--latest: \"0\" is not accepted; a whole number from 1 to", "dev", "--latest", "0"});
        table.add(new String[] {"--jobs: \"two\" is not accepted", "dev", "--jobs", "two"});
        table.add(new String[] {"--jobs: \"99999999999\" is not accepted", "dev", "--jobs", "99999999999"});
        table.add(new String[] {"--retries: \"-1\" is not accepted", "dev", "--retries=-1"});
        table.add(new String[] {
            "--timeout: \"10\" is no time from 1s to 24h; accepted are times like 90s", "dev", "--timeout", "10"
        });
        table.add(new String[] {"--timeout: \"25h\" is no time", "dev", "--timeout", "25h"});
        table.add(new String[] {"--timeout: \"0s\" is no time", "dev", "--timeout", "0s"});
        table.add(new String[] {
            "--driver-source: \"dbeian\" is no driver source; accepted are image, image:REF, debian, debian:SUITE, dir:PATH and tar:PATH-OR-URL (did you mean debian?)",
            "dev",
            "--driver-source",
            "dbeian"
        });
        table.add(new String[] {"--driver-source: \"image:\" is no driver source", "dev", "--driver-source", "image:"});
        table.add(new String[] {
            "--driver-source: \"image:-v /:/x\" is no driver source", "dev", "--driver-source", "image:-v /:/x"
        });
        table.add(new String[] {
            "--driver-source: \"debian:../sid\" is no driver source", "dev", "--driver-source", "debian:../sid"
        });
        table.add(new String[] {"--driver-source: \"dir\" is no driver source", "dev", "--driver-source", "dir"});
        table.add(new String[] {
            "--mirror: \"http://example.org\" is not of the form DISTRO=URL", "dev", "--mirror", "http://example.org"
        });
        table.add(new String[] {
            "--mirror: \"fedora\" is not known; accepted are debian, debian-security, ubuntu",
            "dev",
            "--mirror",
            "fedora=http://example.org"
        });
        table.add(new String[] {
            "--mirror: \"ftp://example.org\" is no address; accepted are http:// and https://",
            "dev",
            "--mirror",
            "debian=ftp://example.org"
        });
        table.add(new String[] {
            "--mirror: \"http://exa mple\" is no address: Illegal character",
            "dev",
            "--mirror",
            "debian=http://exa mple"
        });
        table.add(new String[] {
            "--distro-setting: \"debian.certificate\" is no setting that is known here; accepted are debian.keys",
            "dev",
            "--distro-setting",
            "debian.certificate=secret"
        });
        table.add(new String[] {
            "--distro-setting: \"ubuntu.certifcate\" is no setting that is known here; accepted are ubuntu.certificate"
                    + " (did you mean ubuntu.certificate?)",
            "dev",
            "--distro-setting",
            "ubuntu.certifcate=secret"
        });
        table.add(
                new String[] {"--distro-setting: one has no value; accepted are", "dev", "--distro-setting", "secret"});
        table.add(
                new String[] {"--distro-setting: debian.keys has no value", "dev", "--distro-setting", "debian.keys="});
        table.add(new String[] {
            "--distro-setting: debian.keys is given twice",
            "dev",
            "--distro-setting",
            "debian.keys=/a",
            "--distro-setting",
            "debian.keys=/b"
        });
        table.add(new String[] {
            "--runtime: \"dokcer\" is not known; accepted are docker, podman (did you mean docker?)",
            "dev",
            "--runtime",
            "dokcer"
        });
        table.add(new String[] {
            "--naming: \"md5\" is not known; accepted are hash, target, both", "dev", "--naming", "md5"
        });
        table.add(new String[] {"--format: \"xml\" is not known; accepted are text, json", "dev", "--format", "xml"});
        table.add(new String[] {"--list: cannot be used together with --dry-run", "dev", "--list", "--dry-run"});
        table.add(new String[] {"--output: \"\" is no folder", "dev", "--output", ""});
        table.add(new String[] {"--outptu=x: no such option (did you mean --output?)", "dev", "--outptu=x"});
        table.add(new String[] {"--kernel: needs a value, --kernel REGEX", "dev", "--kernel"});
        table.add(new String[] {"--kernel: needs a value, --kernel REGEX", "dev", "--kernel", "--list"});
        table.add(new String[] {"--latest: given twice", "dev", "--latest", "1", "--kind", "kmod", "--latest", "2"});
        table.add(new String[] {"--known-bad: ", "dev", "--known-bad", "/nowhere"});
        table.add(new String[] {"--force: ", "dev", "--force=maybe"});

        for (String[] row : table) {
            String[] arguments = Stream.of(row).skip(1).toArray(String[]::new);
            assertThat(complaint(arguments))
                    .doesNotContain("secret")
                    .as(String.join(" ", arguments))
                    .startsWith("build-probe-binaries: " + row[0]);
        }
    }
}
