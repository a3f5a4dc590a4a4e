package io.jenkins.plugins.falcoprobes.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * What {@code docker/debian-base} asks for where no registry is reached: engine, debootstrap and apt are stand-ins that write
 * down what they are told, since archives of old suites are not reached by tests.
 */
public class DebianBaseTest {
    private static final String ENGINE =
            """
            [ "$1" != import ] || cat >/dev/null
            echo "docker $1 $2 $3 $4" >>"$SAID"
            [ "$1" = import ]
            """;
    private static final String DEBOOTSTRAP =
            """
            set -e
            for last; do root=$before; before=$last; done
            echo "debootstrap $*" | sed "s,$root,ROOT,g" >>"$SAID"
            mkdir -p "$root/etc/apt/apt.conf.d" "$root/dev"
            """;
    private static final String TAR =
            """
            for word; do
                case $word in
                    --directory=*) cat "${word#*=}/etc/apt/sources.list" >>"$SAID" ;;
                esac
            done
            """;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path said;

    @Before
    public void makeStandIns() throws IOException {
        said = temporary.getRoot().toPath().resolve("said");
        standIn("docker", ENGINE);
        standIn("debootstrap", DEBOOTSTRAP);
        standIn("id", "echo 0");
        standIn("apt-get", "exit 0");
        standIn("tar", TAR);
    }

    @Test
    public void ubuntus_old_suites_come_from_its_own_archive_with_updates() throws Exception {
        assertThat(run("bionic")).isEqualTo("probes-base:bionic\n");
        assertThat(said())
                .containsExactly(
                        "docker image inspect ubuntu:bionic ",
                        "docker image inspect probes-base:bionic ",
                        "docker pull --quiet docker.io/library/ubuntu:bionic ",
                        "debootstrap --variant=minbase --keyring=ROOT.gpg bionic ROOT " + archive(),
                        "deb " + archive() + " bionic main universe",
                        "deb " + archive() + " bionic-updates main universe",
                        "deb " + archive() + " bionic-security main universe",
                        "docker import - probes-base:bionic ");
    }

    @Test
    public void debians_old_suites_come_from_its_archive() throws Exception {
        assertThat(run("buster")).isEqualTo("probes-base:buster\n");
        assertThat(said())
                .contains(
                        "docker pull --quiet docker.io/debian/eol:buster-slim ",
                        "debootstrap --variant=minbase --keyring=ROOT.gpg buster ROOT http://archive.debian.org/debian",
                        "deb http://archive.debian.org/debian buster main",
                        "deb http://archive.debian.org/debian-security buster/updates main");
    }

    @Test
    public void suites_that_mirrors_have_come_from_the_mirror_of_this_machine() throws Exception {
        standIn(
                "apt-get",
                "echo 'http://deb.example.org/debian trixie'; echo 'http://deb.example.org/security trixie-security'");
        assertThat(run("bookworm")).isEqualTo("probes-base:bookworm\n");
        assertThat(said())
                .contains(
                        "docker pull --quiet docker.io/library/debian:bookworm-slim ",
                        "debootstrap --variant=minbase bookworm ROOT http://deb.example.org/debian",
                        "deb http://deb.example.org/security bookworm-security main");
    }

    @Test
    public void a_given_base_or_one_that_can_be_pulled_is_taken_as_it_is() throws Exception {
        assertThat(run("buster", "BASE", "example/base:1")).isEqualTo("example/base:1\n");
        assertThat(said).doesNotExist();
        standIn("docker", "[ \"$1\" = pull ]");
        assertThat(run("buster")).isEqualTo("debian/eol:buster-slim\n");
    }

    @Test
    public void one_line_says_why_there_is_no_base() throws Exception {
        standIn("debootstrap", "echo 'E: Failed getting release file'; exit 1");
        assertThat(run("trusty"))
                .matches("(?s).*debian-base: debootstrap failed, see .*: E: Failed getting release file\n");
        standIn("id", "echo 1000");
        assertThat(run("trusty"))
                .isEqualTo(
                        "debian-base: ubuntu:trusty cannot be pulled, and making it by debootstrap needs root; or set BASE\n");
    }

    private static String archive() {
        return System.getProperty("os.arch").equals("amd64")
                ? "http://archive.ubuntu.com/ubuntu"
                : "http://ports.ubuntu.com/ubuntu-ports";
    }

    /** What it prints: on standard output, or on standard error if that is all. */
    private String run(String suite, String... environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "docker/debian-base", suite);
        Map<String, String> variables = builder.environment();
        variables.put("PATH", temporary.getRoot() + ":" + System.getenv("PATH"));
        variables.put("SAID", said.toString());
        variables.put("TMPDIR", temporary.newFolder().toString());
        variables.put("IMAGE", "probes");
        variables.put("DOCKER", "docker");
        variables.put("BASE", "");
        for (int i = 0; i < environment.length; i += 2) {
            variables.put(environment[i], environment[i + 1]);
        }
        Path errors = temporary.newFile().toPath();
        Process process = builder.redirectError(errors.toFile()).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(output.isEmpty() ? 2 : 0);
        return output.isEmpty() ? Files.readString(errors) : output;
    }

    private List<String> said() throws IOException {
        return Files.readAllLines(said);
    }

    private void standIn(String name, String script) throws IOException {
        Path file = temporary.getRoot().toPath().resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
