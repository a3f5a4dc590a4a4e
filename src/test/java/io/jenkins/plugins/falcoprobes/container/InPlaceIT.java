package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A builder container that builds by itself, in a real one: this JVM's Java is lent to it. */
public class InPlaceIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void an_agent_in_a_builder_container_makes_the_same_bytes() throws Exception {
        TestEngine.ready();
        RealInputs inputs = RealInputs.get();
        String image = inputs.image("trixie").id();
        Kernel kernel = inputs.kernel("6\\.12\\..*deb13-amd64");
        Path tree = temporary.newFolder("tree").toPath();
        inputs.tree(kernel, tree);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "KERNELDIR", "/kernel/build",
                "KERNEL_VERSION", kernel.release().toString(),
                "BUILDER_CC", "gcc-14",
                "BUILDER_JOBS", "2",
                "BUILDER_DRIVER_NAME", "falco",
                "BUILDER_DEVICE_NAME", "falco",
                "BUILDER_DRIVER_VERSION", "8.0.0+driver"));

        Path inside = temporary.newFolder("inside").toPath();
        Files.setPosixFilePermissions(inside, PosixFilePermissions.fromString("rwxrwxrwx"));
        Docker.call(agent(image, tree, inside, environment).toArray(String[]::new));

        Path usual = temporary.newFolder("usual").toPath();
        ContainerSpec spec = new ContainerSpec(image, tree, 2L << 30, 256, 2, 1L << 30);
        try (BuildContainer container = CommandLineRuntime.named("docker").start(spec)) {
            for (Map.Entry<String, String> probe :
                    Map.of("kmod", "probe.ko", "ebpf", "probe.o").entrySet()) {
                environment.put("BUILDER_KIND", probe.getKey());
                assertThat(container.exec(
                                List.of("build-probe"), environment, usual.resolve("log"), Duration.ofMinutes(10)))
                        .isZero();
                container.read("/output/" + probe.getValue(), usual.resolve(probe.getValue()), 64 << 20);
            }
        }
        assertThat(inside.resolve("probe.ko")).hasSameBinaryContentAs(usual.resolve("probe.ko"));
        assertThat(inside.resolve("probe.o")).hasSameBinaryContentAs(usual.resolve("probe.o"));
    }

    /** Runs {@link InPlaceProgram} in a container of the image, which has no rights and no engine. */
    private static List<String> agent(String image, Path tree, Path results, Map<String, String> environment)
            throws Exception {
        Path java = Path.of(System.getProperty("java.home")).toRealPath();
        Set<Path> lent = new LinkedHashSet<>(List.of(
                java,
                // Distributions keep a JDK's settings elsewhere.
                java.resolve("conf/net.properties").toRealPath().getParent()));
        List<String> classPath = new ArrayList<>();
        for (Class<?> type : List.of(InPlaceRuntime.class, InPlaceProgram.class)) {
            Path classes = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            lent.add(classes);
            classPath.add(classes.toString());
        }
        List<String> line = new ArrayList<>(List.of("run", "--rm", "--init", "--network=none", "--cap-drop=ALL"));
        lent.forEach(path -> line.add(mount(path, path) + ",readonly"));
        line.add(mount(tree, Path.of("/tree")) + ",readonly");
        line.add(mount(results, Path.of("/results")));
        line.addAll(List.of(image, java.resolve("bin/java").toString(), "-cp", String.join(":", classPath)));
        line.addAll(List.of(InPlaceProgram.class.getName(), "/tree", "/results"));
        environment.forEach((name, value) -> line.add(name + "=" + value));
        return line;
    }

    private static String mount(Path from, Path to) {
        return "--mount=type=bind,src=" + from + ",dst=" + to;
    }
}
