package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildListener;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.request.ArgumentNames;
import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.RequestText;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.survey.Survey;
import io.jenkins.plugins.falcoprobes.survey.SurveyState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code build-probe-binaries check}: what a distribution has today. */
@Command(
        name = CheckCommand.NAME,
        customSynopsis = BuildCommand.NAME + " " + CheckCommand.NAME + " DISTRO [OPTION...]",
        description = {
            "Reads a distribution's repositories and prints which kernels are new, which have vanished and which cannot be"
                    + " built for, and why. Nothing is built, and no container engine is needed.",
            "What is new is told from what the check before it recorded."
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "  0:Everything is as it was recorded, or nothing was recorded yet.",
            "  1:Kernels or warnings are new, or kernels have changed or vanished.",
            "  2:An argument is wrong, or the distribution could not be read."
        },
        footerHeading = "%nExample, every night:%n",
        footer = {"  build-probe-binaries check debian --state kernels/debian.txt || mail ..."})
final class CheckCommand implements Callable<Integer>, CrashPlace {
    static final String NAME = "check";

    private final Engine.Factory engines;
    private final Console console;
    private final Map<String, String> environment;

    @Parameters(
            arity = "0..1",
            paramLabel = "DISTRO",
            hideParamSyntax = true,
            completionCandidates = Candidates.Distros.class,
            description = "The distribution: ${COMPLETION-CANDIDATES}.")
    String distro;

    @Option(
            names = "--falco",
            paramLabel = "VERSION",
            description = {"The Falco whose driver it is judged for.", "Default: the newest that this program knows."})
    String falco;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            completionCandidates = Candidates.Kinds.class,
            description = {"Which probes it is judged for: kmod or ebpf.", "Default: kmod,ebpf."})
    List<String> kinds = new ArrayList<>();

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            split = ",",
            completionCandidates = Candidates.Architectures.class,
            description = {"Kernels of which machines: ${COMPLETION-CANDIDATES}.", "Default: all of them."})
    List<String> architectures = new ArrayList<>();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description = {
                "Where it is recorded what was there, for the next check; a text file.",
                "Default: check/DISTRO.txt in the cache."
            })
    Path state;

    @Option(
            names = "--keep-state",
            description = {"Leave the record as it is.", "Default: it is written anew."})
    boolean keepState;

    @Mixin
    KnownBadOption knownBad = new KnownBadOption();

    @Mixin
    Fetching fetching = new Fetching();

    @Mixin
    AnswerDisplay display = new AnswerDisplay();

    CheckCommand(Engine.Factory engines, Console console, Map<String, String> environment) {
        this.engines = engines;
        this.console = console;
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean json = display.json();
        String wanted = distro();
        FalcoRelease release = release();
        BuildRequest request = request(wanted, release);
        Settings settings =
                fetching.settings(request.distros(), output(), "docker", Optional.empty(), engines, environment);
        Path file = state == null ? settings.cache().resolve("check").resolve(wanted + ".txt") : state;
        Optional<SurveyState> before = recorded(file, wanted);
        BuildPlan plan = engines.open(settings).outlook(request, release.driver(), new BuildListener() {});
        Survey survey = new Survey(wanted, request.architectures(), plan, before);
        if (!keepState) {
            survey.state(Instant.now().truncatedTo(ChronoUnit.SECONDS)).write(file);
        }
        if (json) {
            CheckJson.write(survey, release, console.out());
        } else {
            console.out().print(CheckText.of(survey, release));
        }
        return survey.isNews() ? ExitStatus.SOME_FAILED : ExitStatus.DONE;
    }

    private String distro() {
        if (distro == null) {
            throw new UsageException("DISTRO", "missing; accepted are " + String.join(", ", engines.distros()));
        }
        return Arguments.distros("DISTRO", List.of(distro), engines.distros()).get(0);
    }

    private FalcoRelease release() {
        List<FalcoRelease> known = FalcoReleases.all();
        FalcoRelease newest = known.get(known.size() - 1);
        if (falco == null) {
            return newest;
        }
        return FalcoReleases.find(Arguments.version("--falco", falco))
                .orElseThrow(() -> new UsageException(
                        "--falco",
                        "which driver Falco " + falco + " has is not known here; known are "
                                + known.get(0).falco() + " to " + newest.falco()));
    }

    /** Names of the hash era would have to be looked up one by one; here they are of no concern. */
    private BuildRequest request(String wanted, FalcoRelease release) {
        List<String> machines = architectures.isEmpty()
                ? Stream.of(Architecture.values()).map(Architecture::machine).toList()
                : architectures;
        return new RequestText(
                        release.falco().value(),
                        List.of(wanted),
                        "",
                        null,
                        kinds,
                        machines,
                        RequestText.DRIVER_SOURCE,
                        "target",
                        null,
                        RequestText.TIMEOUT,
                        RequestText.RETRIES,
                        false,
                        knownBad.text(),
                        false)
                .parse(knownBad.in(ArgumentNames.OPTIONS), engines.distros());
    }

    private static Optional<SurveyState> recorded(Path file, String wanted) throws IOException {
        try {
            return SurveyState.read(file, wanted);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--state", e.getMessage());
        }
    }

    @Override
    public Path output() {
        return Path.of("output");
    }

    @Override
    public boolean isVerbose() {
        return display.verbose;
    }
}
