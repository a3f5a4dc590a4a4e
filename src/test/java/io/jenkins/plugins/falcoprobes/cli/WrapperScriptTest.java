package io.jenkins.plugins.falcoprobes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Runs {@code build-probe-binaries} in a folder of its own, with a Maven and a Java that only note how they are called. */
public class WrapperScriptTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path home;
    private Path tools;
    private Path jdk;

    @Before
    public void makeProject() throws IOException {
        home = folder.newFolder("the project").toPath();
        tools = folder.newFolder("tools").toPath();
        jdk = folder.newFolder("jdk").toPath();
        Files.copy(Path.of("build-probe-binaries"), home.resolve("build-probe-binaries"));
        Files.createDirectories(home.resolve("src/main"));
        Files.createDirectories(home.resolve("docker"));
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.writeString(home.resolve("src/main/A.java"), "class A {}");
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        program(jdk.resolve("bin/java"), "for argument; do echo \"<$argument>\"; done");
        maven("echo run >>runs; : >target/falco-probe-builder.jar");
    }

    private void maven(String script) throws IOException {
        program(tools.resolve("mvn"), script);
    }

    private static void program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process start(Path script, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.getRoot())
                .redirectError(folder.getRoot().toPath().resolve("err").toFile());
        builder.environment().put("PATH", tools + ":/usr/bin:/bin");
        builder.environment().put("JAVA_HOME", jdk.toString());
        return builder.start();
    }

    /** Standard output, line by line; the exit status must be as expected. */
    private List<String> run(int status, Path script, String... arguments) throws IOException, InterruptedException {
        Process process = start(script, arguments);
        List<String> lines = process.inputReader().lines().toList();
        assertThat(process.waitFor()).as(err()).isEqualTo(status);
        return lines;
    }

    private List<String> run(int status, String... arguments) throws IOException, InterruptedException {
        return run(status, home.resolve("build-probe-binaries"), arguments);
    }

    private String err() throws IOException {
        return Files.readString(folder.getRoot().toPath().resolve("err"));
    }

    private Path jar() {
        return home.resolve("target/falco-probe-builder.jar");
    }

    private int mavenRuns() throws IOException {
        return Files.readAllLines(home.resolve("runs")).size();
    }

    @Test
    public void a_first_run_builds_the_program_and_says_so_in_one_line() throws Exception {
        List<String> java = run(0, "0.40.0", "--kernel", "^6 .*$", "");

        assertThat(java).endsWith("<-jar>", "<" + jar() + ">", "<0.40.0>", "<--kernel>", "<^6 .*$>", "<>");
        assertThat(java).contains("<-Xmx352m>", "<-Dfalcoprobes.terminals=>");
        assertThat(err()).isEqualTo("build-probe-binaries: building the program (once, about a minute) ...\n");
    }

    @Test
    public void the_program_is_built_again_only_when_something_it_is_made_of_is_newer() throws Exception {
        run(0);
        run(0);
        assertThat(mavenRuns()).isEqualTo(1);
        assertThat(err()).isEmpty();

        Instant later = Instant.now().plusSeconds(60);
        Files.setLastModifiedTime(home.resolve("src/main/A.java"), FileTime.from(later));
        run(0);
        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    public void a_change_that_leaves_the_jar_as_it_was_is_looked_at_once() throws Exception {
        run(0);
        FileTime early = FileTime.from(Instant.now().minusSeconds(60));
        FileTime earlier = FileTime.from(Instant.now().minusSeconds(90));
        Files.setLastModifiedTime(home.resolve("src/main/A.java"), early);
        Files.setLastModifiedTime(jar(), earlier);
        Files.setLastModifiedTime(home.resolve("target/.built"), earlier);
        maven("echo run >>runs");
        run(0);
        run(0);

        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    public void a_build_that_was_killed_is_done_again() throws Exception {
        run(0);
        Files.createFile(home.resolve("target/.building"));
        run(0);

        assertThat(mavenRuns()).isEqualTo(2);
    }

    @Test
    public void it_works_through_links_from_any_folder() throws Exception {
        Path link = folder.newFolder("bin").toPath().resolve("bpb");
        Files.createSymbolicLink(link, Path.of("../tools/second"));
        Files.createSymbolicLink(tools.resolve("second"), home.resolve("build-probe-binaries"));

        assertThat(run(0, link, "dev")).endsWith("<-jar>", "<" + jar() + ">", "<dev>");
    }

    @Test
    public void what_maven_could_not_build_is_shown_and_kept() throws Exception {
        maven("echo '[INFO] fine'; echo '[ERROR] A.java:[1,2] class expected'; exit 1");

        assertThat(run(2, "dev")).isEmpty();
        assertThat(err().lines().skip(1))
                .containsExactly(
                        "[ERROR] A.java:[1,2] class expected",
                        "build-probe-binaries: Maven could not build the program; all that it said is in " + home
                                + "/target/build.log");
        assertThat(home.resolve("target/build.log")).content().contains("[INFO] fine");
    }

    @Test
    public void two_first_runs_at_once_build_once() throws Exception {
        Process one = start(home.resolve("build-probe-binaries"), "dev");
        Process two = start(home.resolve("build-probe-binaries"), "dev");

        assertThat(one.inputReader().lines().toList()).endsWith("<dev>");
        assertThat(two.inputReader().lines().toList()).endsWith("<dev>");
        assertThat(one.waitFor()).isZero();
        assertThat(two.waitFor()).isZero();
        assertThat(mavenRuns()).isEqualTo(1);
    }

    @Test
    public void no_java_or_an_old_one_is_one_clear_line() throws Exception {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.22\"\n");
        assertThat(run(2, "dev")).isEmpty();
        assertThat(err()).isEqualTo("build-probe-binaries: " + jdk + "/bin/java is Java 11; 17 or newer is needed\n");

        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"1.8.0_422\"\n");
        assertThat(run(2, "dev")).isEmpty();
        assertThat(err()).contains("is Java 8; 17 or newer is needed");

        Files.delete(jdk.resolve("bin/java"));
        assertThat(run(2, "dev")).isEmpty();
        assertThat(err().lines()).hasSize(1).first().asString().contains("no Java was found", "JAVA_HOME=" + jdk);
    }
}
