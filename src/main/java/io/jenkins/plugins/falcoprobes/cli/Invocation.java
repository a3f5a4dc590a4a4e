package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a command line means.
 *
 * @param mode what is done
 * @param request with which kernels and probes
 * @param settings where
 * @param json whether standard output carries one JSON document instead of text
 */
record Invocation(Mode mode, BuildRequest request, Settings settings, boolean json) {
    enum Mode {
        LIST,
        DRY_RUN,
        BUILD
    }

    /**
     * Reads the options.
     *
     * @throws UsageException for the first one that cannot be used
     */
    static Invocation of(
            String version,
            Selection selection,
            Work work,
            Display display,
            Engine.Factory engines,
            Map<String, String> environment) {
        if (version == null) {
            throw new UsageException(
                    "VERSION", "missing; it is the version of Falco to build for, like 0.40.0, or dev");
        }
        FalcoVersion falco = Arguments.version(version);
        if (display.list && display.dryRun) {
            throw new UsageException("--list", "cannot be used together with --dry-run; choose one of them");
        }
        List<ProbeKind> kinds = Arguments.kinds(selection.kinds);
        List<Architecture> architectures = Arguments.architectures(selection.architectures);
        BuildRequest request = new BuildRequest(
                falco,
                Arguments.distros(selection.distros, engines.distros()),
                Arguments.kernels(selection.kernels),
                selection.latest == null
                        ? OptionalInt.empty()
                        : OptionalInt.of(Arguments.number("--latest", selection.latest, 1, 9999)),
                kinds.isEmpty() ? EnumSet.allOf(ProbeKind.class) : EnumSet.copyOf(kinds),
                architectures.isEmpty() ? Set.of(Architecture.host()) : EnumSet.copyOf(architectures),
                DriverSourceArgument.check(selection.driverSource),
                Arguments.naming(selection.naming, falco),
                work.jobs == null
                        ? Runtime.getRuntime().availableProcessors()
                        : Arguments.number("--jobs", work.jobs, 1, 1024),
                Arguments.timeout(work.timeout),
                Arguments.number("--retries", work.retries, 0, 100),
                work.force);
        Settings settings = new Settings(
                folder("--output", work.output),
                folder("--cache", work.cache == null ? defaultCache(environment) : work.cache),
                Arguments.mirrors(work.mirrors, engines.mirrors()),
                Arguments.word("--runtime", work.runtime, List.of("docker", "podman")));
        boolean json = Arguments.word("--format", display.format, List.of("text", "json"))
                .equals("json");
        Mode mode = display.list ? Mode.LIST : display.dryRun ? Mode.DRY_RUN : Mode.BUILD;
        return new Invocation(mode, request, settings, json);
    }

    private static Path folder(String option, Path path) {
        if (path.toString().isEmpty()) {
            throw new UsageException(option, "\"\" is no folder");
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException(option, "\"" + path + "\" is a file; a folder is needed");
        }
        return path;
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
