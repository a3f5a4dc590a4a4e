package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.BuildEngine;
import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.BuilderHost;
import io.jenkins.plugins.falcoprobes.build.KernelClaims;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.container.BuilderFiles;
import io.jenkins.plugins.falcoprobes.container.BuilderImage;
import io.jenkins.plugins.falcoprobes.container.BuilderImages;
import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.distro.Debian;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * An rpm distribution, all the way: packages of a real kernel's headers, made, signed and put into repositories by rpm's
 * own tools as Rocky Linux 9 has them, served by HTTP, read by Rocky's own table, compiled for in a container, checked.
 */
public class RpmEndToEndIT {
    private static final Path CACHE = Path.of("target", "real-inputs", "cache");

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    private static byte[] keys;
    private static String release;
    private static String md5;
    private static Downloads downloads;
    private static DistroContext context;

    @BeforeClass
    public static void makeRepositories() throws Exception {
        TestEngine.ready();
        downloads = new Downloads(CACHE, 3);
        context = new DistroContext(downloads, Map.of("rocky", SERVER.uri("/pub/rocky")), DistroSettings.NONE);
        KernelTree tree = debianTree(TEMPORARY.newFolder("debian").toPath());
        md5 = tree.config().md5();

        Path made = TEMPORARY.newFolder("made").toPath();
        RpmBuilder builder = new RpmBuilder(made);
        keys = builder.key();
        List<Path> rpms = builder.build(
                "kernel.spec", "tree " + tree.root().toAbsolutePath(), "kversion 6.1.0", "krelease 427.13.1.el9_4");
        release = "6.1.0-427.13.1.el9_4.x86_64";
        Path root = TEMPORARY.newFolder("www").toPath();
        for (Path rpm : rpms) {
            String repository = rpm.getFileName().toString().contains("-devel-") ? "AppStream" : "BaseOS";
            Path packages = root.resolve("pub/rocky/9/" + repository + "/x86_64/os/Packages/k");
            Files.createDirectories(packages);
            Files.move(rpm, packages.resolve(rpm.getFileName()));
        }
        for (String repository : List.of("AppStream", "BaseOS")) {
            builder.publish(root.resolve("pub/rocky/9/" + repository + "/x86_64/os"));
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                SERVER.put("/" + root.relativize(file), Files.readAllBytes(file));
            }
        }
    }

    private static KernelTree debianTree(Path folder) throws IOException, InterruptedException {
        Debian debian = new Debian(downloads, context.debian());
        Kernel newest = debian.discover(Set.of(Architecture.X86_64)).kernels().stream()
                .filter(kernel -> kernel.release().value().matches("6\\.1\\.0-\\d+-amd64"))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("Debian has no kernel 6.1"));
        return debian.prepare(newest, UnpackTarget.of(folder));
    }

    /** This machine's engine. */
    private record Host(CommandLineRuntime engine, BuilderImages images) implements BuilderHost {
        @Override
        public ContainerRuntime runtime() {
            return engine;
        }

        @Override
        public Readiness makeReady(Consumer<String> progress) {
            return () -> {};
        }

        @Override
        public BuilderImage image(Toolchain toolchain, FalcoVersion falco, Driver driver, Consumer<String> progress)
                throws IOException, InterruptedException {
            return images.ensure(toolchain, falco.value(), driver.folder()::path, driver.digest(), progress);
        }
    }

    @Test
    public void packages_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        Path output = TEMPORARY.newFolder("output").toPath();
        Distro rocky = TestDistros.rocky(context, keys);
        CommandLineRuntime engine = CommandLineRuntime.named("docker");
        BuilderImages images = new BuilderImages(
                engine, BuilderFiles.of(Path.of("docker")), "falco-probe-builder", output.resolve("logs"));
        BuildRequest request = new BuildRequest(
                new FalcoVersion("0.40.0"),
                List.of("rocky"),
                Pattern.compile(""),
                OptionalInt.empty(),
                EnumSet.allOf(ProbeKind.class),
                Set.of(Architecture.X86_64),
                "debian",
                Naming.BOTH,
                2,
                Duration.ofMinutes(10),
                2,
                false,
                KnownBadList.own(),
                false);
        BuildSummary summary;
        try (DirectoryStore store = DirectoryStore.open(output)) {
            BuildEngine.Surroundings surroundings = new BuildEngine.Surroundings(
                    output,
                    TEMPORARY.newFolder("work").toPath(),
                    List.of(rocky),
                    downloads,
                    new Host(engine, images),
                    DriverSource.Access.of(new ImageCopy("docker"), context.debian(), downloads),
                    KernelClaims.ALL);
            summary = new BuildEngine(surroundings, store).run(request, new BuildListener() {});
        }
        assertThat(summary.plan().warnings()).isEmpty();
        assertThat(summary.results())
                .hasSize(2)
                .allSatisfy(result -> assertThat(result.failure()).isEmpty())
                .allSatisfy(result -> assertThat(result.compiler()).containsAnyOf("12", "14"));
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_rocky_" + release + "_1.ko",
                        "8.0.0+driver/x86_64/falco_rocky_" + release + "_1.o")
                .anyMatch(path -> path.contains("falco-probe-bpf-") && path.endsWith("-" + md5 + ".o"))
                .anyMatch(path -> !path.contains("-bpf-") && path.endsWith("-" + release + "-" + md5 + ".ko"));
        assertThat(CommandLine.verifySums(output)).isZero();
        assertThat(SERVER.requests())
                .contains("/pub/rocky/9/AppStream/x86_64/os/repodata/repomd.xml.asc")
                .anyMatch(path -> path.endsWith("-primary.xml.gz") || path.endsWith("-primary.xml.zst"));
    }
}
