package io.jenkins.plugins.falcoprobes.jenkins;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Looks into the file that Jenkins installs. */
public class PackagingIT {
    private static final String OURS = "io/jenkins/plugins/falcoprobes/";
    private static final String JAR = "WEB-INF/lib/falco-probe-builder.jar";
    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path target;
    private Map<String, byte[]> plugin;
    private Map<String, byte[]> jar;

    @Before
    public void unpack() throws IOException, URISyntaxException {
        target = Path.of(getClass()
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .getParent();
        plugin = entries(Files.readAllBytes(target.resolve("falco-probe-builder.hpi")));
        assertThat(plugin).containsKeys(MANIFEST, JAR);
        jar = entries(plugin.get(JAR));
    }

    @Test
    public void the_plugin_is_its_jar_and_the_libraries_that_jenkins_lacks() {
        assertThat(plugin.keySet()).allMatch(name -> name.equals(MANIFEST) || name.matches("WEB-INF/lib/[^/]+\\.jar"));
        assertThat(libraries().map(name -> name.replaceFirst("WEB-INF/lib/(.+?)(-[0-9][^-]*(-[0-9]+)?)?\\.jar", "$1")))
                .containsExactlyInAnyOrder(
                        "falco-probe-builder",
                        "bcpg-jdk18on",
                        "bcprov-jdk18on",
                        "bcutil-jdk18on",
                        "commons-codec",
                        "commons-compress",
                        "commons-io",
                        "commons-lang3",
                        "failsafe",
                        "xz",
                        "zstd-jni");
    }

    @Test
    public void every_class_of_the_jar_is_ours() {
        assertThat(jar.keySet().stream().filter(name -> name.endsWith(".class")))
                .isNotEmpty()
                .allMatch(name -> name.startsWith(OURS));
    }

    @Test
    public void no_library_brings_a_class_of_jenkins_or_of_its_plugins() throws IOException {
        for (String library : libraries().filter(name -> !name.equals(JAR)).toList()) {
            assertThat(entries(plugin.get(library)).keySet())
                    .as(library)
                    .noneMatch(
                            name -> name.matches(
                                    "(hudson|jenkins|org/jenkinsci|org/kohsuke|com/cloudbees|com/fasterxml|com/amazonaws|picocli)/.*"));
        }
    }

    @Test
    public void the_command_line_brings_the_sdk_of_aws() throws IOException {
        String path = manifest(entries(Files.readAllBytes(target.resolve("falco-probe-builder.jar"))))
                .getValue("Class-Path");
        assertThat(path).contains("lib/aws-java-sdk-s3-", "lib/aws-java-sdk-sts-", "lib/httpclient-");
        for (String library : path.split(" ", -1)) {
            assertThat(target.resolve(library)).exists();
        }
    }

    @Test
    public void a_start_without_s3_loads_no_class_of_the_sdk() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load",
                        "-jar",
                        target.resolve("falco-probe-builder.jar").toString(),
                        "0.40.0",
                        "--distro",
                        "debian",
                        "--dry-run",
                        "--mirror",
                        "debian=http://127.0.0.1:1/debian",
                        "--retries",
                        "0",
                        "--cache",
                        temporary.newFolder().toString(),
                        "--output",
                        temporary.newFolder().toString())
                .redirectErrorStream(true)
                .start();
        String loaded = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(loaded).contains("falcoprobes.cli.LocalEngine").doesNotContain("com.amazonaws", "org.apache.http");
    }

    @Test
    public void both_manifests_name_the_plugin_its_version_and_that_of_jenkins() throws IOException {
        Attributes outer = manifest(plugin);
        assertThat(outer.getValue("Short-Name")).isEqualTo("falco-probe-builder");
        assertThat(outer.getValue("Plugin-Version")).matches("[0-9]+\\..+");
        assertThat(outer.getValue("Jenkins-Version")).matches("2\\.[0-9.]+");

        Attributes inner = manifest(jar);
        for (String name : List.of("Short-Name", "Plugin-Version", "Jenkins-Version")) {
            assertThat(inner.getValue(name)).as(name).isEqualTo(outer.getValue(name));
        }
    }

    @Test
    public void the_index_of_extensions_names_what_users_see() {
        String here = "io.jenkins.plugins.falcoprobes.jenkins.";
        assertThat(new String(jar.get("META-INF/annotations/hudson.Extension"), UTF_8))
                .contains(
                        here + "BuildFalcoProbesStep$DescriptorImpl",
                        here + "FalcoProbesBuilder$DescriptorImpl",
                        here + "FalcoProbesConfiguration",
                        here + "pipeline.BuildFalcoProbesHereStep$DescriptorImpl",
                        here + "publish.ArchivePublisher$DescriptorImpl",
                        here + "run.JobProbesAction$Factory")
                .doesNotContain("S3Publisher");
        assertThat(new String(jar.get("META-INF/annotations/org.jenkinsci.plugins.variant.OptionalExtension"), UTF_8))
                .contains(here + "publish.S3Publisher$DescriptorImpl");
    }

    @Test
    public void a_jenkins_without_the_plugins_for_aws_takes_the_plugin() throws IOException {
        assertThat(manifest(plugin).getValue("Plugin-Dependencies").split(",", -1))
                .filteredOn(dependency -> dependency.contains("aws"))
                .hasSize(2)
                .allMatch(dependency -> dependency.endsWith(";resolution:=optional"));
    }

    @Test
    public void every_file_that_was_compiled_or_copied_for_the_plugin_is_in_it() throws IOException {
        Path classes = target.resolve("classes");
        List<String> resources;
        try (Stream<Path> files = Files.walk(classes)) {
            resources = files.filter(Files::isRegularFile)
                    .map(file -> classes.relativize(file).toString())
                    .filter(name -> !name.matches("(hudson|jenkins|org|com)/.*"))
                    .toList();
        }

        assertThat(jar.keySet()).containsAll(resources);
        assertThat(jar.keySet())
                .contains(
                        "index.jelly",
                        "docker/bookworm.Dockerfile",
                        "docker/build-probe",
                        "META-INF/services/annotations/org.jenkinsci.Symbol",
                        OURS + "jenkins/pipeline/FanOut.groovy",
                        OURS + "jenkins/BuildFalcoProbesStep/config.jelly",
                        OURS + "jenkins/BuildFalcoProbesStep/help.html",
                        OURS + "jenkins/BuildFalcoProbesStep/help-version.html",
                        OURS + "jenkins/FalcoProbesBuilder/config.jelly",
                        OURS + "jenkins/ProbeRequest/config.jelly");
    }

    @Test
    public void no_file_of_developers_and_no_secret_is_in_it() {
        assertThat(jar.keySet())
                .allMatch(name -> name.matches("META-INF/.+")
                        || name.matches("docker/(Makefile|[a-z-]+|[a-z0-9-]+\\.Dockerfile)")
                        || name.matches("index\\.jelly|" + OURS
                                + ".+(\\.(class|css|groovy|html|jelly|js|json|pgp|properties|txt)|/taglib)"));
        jar.forEach((name, bytes) -> assertThat(new String(bytes, ISO_8859_1))
                .as(name)
                .doesNotContainPattern("-----BEGIN [A-Z ]*PRIVATE KEY-----|\\bAKIA[0-9A-Z]{16}\\b"));
    }

    private Stream<String> libraries() {
        return plugin.keySet().stream().filter(name -> name.endsWith(".jar"));
    }

    private static Attributes manifest(Map<String, byte[]> archive) throws IOException {
        return new Manifest(new ByteArrayInputStream(archive.get(MANIFEST))).getMainAttributes();
    }

    /** The files of an archive by their names; no folders. */
    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!entry.isDirectory()) {
                    entries.put(entry.getName(), zip.readAllBytes());
                }
            }
        }
        return entries;
    }
}
