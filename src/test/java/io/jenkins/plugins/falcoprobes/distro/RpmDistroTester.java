package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.TestArchive;
import io.jenkins.plugins.falcoprobes.repository.TestRpmRepository;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Repositories on a test's server in place of a distribution's, found by the names of the distribution's own table. */
final class RpmDistroTester {
    private final TestServer server;
    private final String id;
    private final Downloads downloads;
    private DistroSettings settings = DistroSettings.NONE;
    private final Map<String, TestRpmRepository> repositories = new LinkedHashMap<>();

    RpmDistroTester(TestServer server, Path cache, String id) throws IOException {
        this.server = server;
        this.id = id;
        this.downloads = TestArchive.downloads(cache);
    }

    /** With what a user set. */
    RpmDistroTester with(DistroSettings given) {
        settings = given;
        return this;
    }

    /** Adds packages of one version to the repository at a path below the mirror. */
    RpmDistroTester add(String path, String version, String release, String architecture, String... names) {
        TestRpmRepository repository =
                repositories.computeIfAbsent(path, key -> new TestRpmRepository(server, "/mirror/" + key));
        for (String name : names) {
            repository.add(name, version, release, architecture, (name + version + release).getBytes(UTF_8));
        }
        return this;
    }

    /** What the distribution finds there. */
    Distro.Discovery discover(Architecture... architectures) throws Exception {
        return distro().discover(Set.of(architectures));
    }

    /** The distribution, and what was added there. */
    Distro distro() throws IOException {
        for (TestRpmRepository each : repositories.values()) {
            each.publish();
        }
        URI mirror = server.uri("/mirror");
        return Distros.named(id, new DistroContext(downloads, Map.of(id, mirror), settings));
    }

    /** A kernel on one line: release, build, packages by role, compiler, C library. */
    static String line(Kernel kernel) {
        return kernel.release() + " #" + kernel.buildVersion() + " "
                + kernel.packages().stream()
                        .map(each -> each.role().name().charAt(0) + ":" + each.name())
                        .toList()
                + " " + kernel.compiler().map(Object::toString).orElse("-") + " "
                + kernel.libc().orElse("-");
    }

    static List<String> lines(Distro.Discovery found) {
        return found.kernels().stream().map(RpmDistroTester::line).toList();
    }
}
