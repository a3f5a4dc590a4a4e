package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command line means.
 *
 * @param mode what is done
 * @param request with which kernels and probes
 * @param settings where
 * @param recording what the run says of itself beside its probes
 * @param json whether standard output carries one JSON document instead of text
 */
record Invocation(Mode mode, BuildRequest request, Settings settings, Recording recording, boolean json) {
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
            Publishing publishing,
            Display display,
            Engine.Factory engines,
            Map<String, String> environment) {
        if (version == null) {
            throw new UsageException(
                    ArgumentNames.OPTIONS.version(),
                    "missing; it is the version of Falco to build for, like 0.40.0, or dev");
        }
        if (display.list && display.dryRun) {
            throw new UsageException("--list", "cannot be used together with --dry-run; choose one of them");
        }
        BuildRequest request = new RequestText(
                        version,
                        selection.distros,
                        selection.kernels,
                        selection.latest,
                        selection.kinds,
                        selection.architectures,
                        selection.driverSource,
                        selection.naming,
                        work.jobs,
                        work.timeout,
                        work.retries,
                        work.force,
                        selection.knownBad.text(),
                        selection.tryKnownBad)
                .parse(selection.knownBad.in(ArgumentNames.OPTIONS), engines.distros());
        Settings settings = work.fetching.settings(
                request.distros(),
                folder("--output", work.output),
                Arguments.word("--runtime", work.runtime, List.of("docker", "podman")),
                publishing.target(),
                engines,
                environment);
        boolean json = Arguments.word("--format", display.format, List.of("text", "json"))
                .equals("json");
        Mode mode = display.list ? Mode.LIST : display.dryRun ? Mode.DRY_RUN : Mode.BUILD;
        return new Invocation(mode, request, settings, Recording.of(work.provenanceKey, environment), json);
    }

    /** A path at which there is a folder, or nothing yet; else a {@link UsageException}. */
    static Path folder(String option, Path path) {
        if (path.toString().isEmpty()) {
            throw new UsageException(option, "\"\" is no folder");
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new UsageException(option, "\"" + path + "\" is a file; a folder is needed");
        }
        return path;
    }
}
