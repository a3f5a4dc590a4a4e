package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Repositories as GitHub serves them, and the lists of kernel.org, on a server of a test's. */
final class TestRepositories {
    private final TestServer server;
    private final TestKey key;

    TestRepositories(TestServer server, TestKey key) {
        this.server = server;
        this.key = key;
    }

    /** A distribution whose releases are there. */
    Distro distro(String id, Path folder) throws Exception {
        return distro(id, folder, DistroSettings.NONE);
    }

    /** The same, set up so. */
    Distro distro(String id, Path folder, DistroSettings settings) throws Exception {
        return Distros.named(
                id,
                new DistroContext(
                        TestArchive.downloads(folder),
                        Map.of("vanilla", server.uri("/kernel/"), id, server.uri("/")),
                        settings.with("vanilla.keys", key.file())));
    }

    /** Says which tags a repository has. */
    void tags(String repository, String... names) {
        put(
                "/repos/" + repository + "/tags",
                Stream.of(names)
                        .map(name -> "{\"name\": \"" + name + "\"}")
                        .collect(Collectors.joining(",", "[", "]")));
    }

    /** Puts a file there. */
    void put(String path, String content) {
        server.put(path, content.getBytes(UTF_8));
    }

    /** The names of kernels' modules. */
    static List<String> names(List<Kernel> kernels) {
        ProbeNames names =
                new ProbeNames(Naming.TARGET, new FalcoVersion("0.40.0"), new DriverVersion("8.0.0+driver"), kernels);
        return kernels.stream()
                .map(kernel ->
                        names.paths(kernel, ProbeKind.KMOD, List.of()).get(0).path())
                .toList();
    }
}
