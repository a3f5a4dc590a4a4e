package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say what packages are fetched from and where they are kept, as written. */
final class Fetching {
    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = {
                "Where downloads and prepared things are kept.",
                "Default: falco-probe-builder in $XDG_CACHE_HOME or else in ~/.cache."
            })
    Path cache;

    @Option(
            names = "--mirror",
            paramLabel = "DISTRO=URL",
            description = {
                "Where a distribution's packages are fetched from;"
                        + " debian-security=URL for Debian's security archive, else looked for beside Debian's own.",
                "Default: the mirror of this machine's package manager, else a public one."
            })
    List<String> mirrors = new ArrayList<>();

    /** The folder for downloads and prepared things. */
    Path cache(Map<String, String> environment) {
        return Invocation.folder("--cache", cache == null ? defaultCache(environment) : cache);
    }

    /** Mirrors by name. */
    Map<String, URI> mirrors(Engine.Factory engines) {
        return Arguments.mirrors("--mirror", mirrors, engines.mirrors());
    }

    /** XDG base directory specification: a path that is not absolute counts as none. */
    private static Path defaultCache(Map<String, String> environment) {
        Path base = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        if (!base.isAbsolute()) {
            base = Path.of(System.getProperty("user.home"), ".cache");
        }
        return base.resolve("falco-probe-builder");
    }
}
