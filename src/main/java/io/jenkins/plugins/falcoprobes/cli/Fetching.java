package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.HintNames;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.DistroArguments;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    @Option(
            names = "--distro-setting",
            paramLabel = "ID.NAME=VALUE",
            completionCandidates = Candidates.DistroSettings.class,
            description = {
                "What a distribution is told beside its mirror, like rocky.keys=FILE for a mirror that is signed by other"
                        + " keys, or a certificate: README, Distributions.",
                "Default: nothing."
            })
    List<String> distroSettings = new ArrayList<>();

    /**
     * These options and the rest of what an engine is told.
     *
     * @param distros the ids of the distributions that were asked for
     * @throws UsageException if an option cannot be used, or one of the distributions needs another one
     */
    Settings settings(
            List<String> distros,
            Path output,
            String runtime,
            Optional<S3Target> s3,
            Engine.Factory engines,
            Map<String, String> environment) {
        Map<String, URI> byName = Arguments.mirrors("--mirror", mirrors, engines.mirrors());
        DistroSettings told =
                DistroSettings.of(DistroArguments.settings("--distro-setting", distroSettings, engines.settings()));
        Set<String> given = new HashSet<>(byName.keySet());
        given.addAll(told.names());
        DistroArguments.requireNeeds(
                ArgumentNames.OPTIONS, HintNames.OPTIONS, distros, given, engines::needs, engines.settings());
        return new Settings(
                output,
                Invocation.folder("--cache", cache == null ? defaultCache(environment) : cache),
                byName,
                told,
                runtime,
                s3);
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
