package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.OsRelease;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.Uname;
import io.jenkins.plugins.falcoprobes.lookup.FolderFinder;
import io.jenkins.plugins.falcoprobes.lookup.LoaderEra;
import io.jenkins.plugins.falcoprobes.lookup.Lookup;
import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import io.jenkins.plugins.falcoprobes.lookup.LookupJson;
import io.jenkins.plugins.falcoprobes.lookup.ProbeFinder;
import io.jenkins.plugins.falcoprobes.lookup.WebFinder;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code build-probe-binaries lookup}: would my host find it? */
@Command(
        name = LookupCommand.NAME,
        customSynopsis = BuildCommand.NAME + " " + LookupCommand.NAME + " --uname-a TEXT --os-release FILE [OPTION...]",
        description = {
            "Prints what Falco's loaders ask for on a host, whether it is there, and the command that builds it."
        },
        sortOptions = false,
        usageHelpAutoWidth = false,
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "  0:Nothing that was looked for is missing.",
            "  1:Something that was looked for is missing.",
            "  2:An argument is wrong."
        },
        footerHeading = "%nExample, on the host itself:%n",
        footer = {
            "  build-probe-binaries lookup --uname-a \"$(uname -a)\" \\",
            "      --os-release /etc/os-release --falco 0.40.0 \\",
            "      --repo https://probes.example.org"
        })
final class LookupCommand implements Callable<Integer>, CrashPlace {
    static final String NAME = "lookup";

    /** The loaders' own regular expression for /etc/VERSION finds nothing in a longer text that it would not in this. */
    private static final long LARGEST = 1 << 20;

    private final List<String> distros;
    private final Console console;

    @Option(
            names = "--uname-a",
            paramLabel = "TEXT",
            description = {"What uname -a prints on the host.", "Default: none; it is needed."})
    String unameText;

    @Option(
            names = "--os-release",
            paramLabel = "FILE",
            description = {"A copy of the host's /etc/os-release.", "Default: none; it is needed."})
    Path osReleaseFile;

    @Option(
            names = "--etc-version",
            paramLabel = "TEXT",
            description = {"What is in the host's /etc/VERSION, which Minikube has.", "Default: the host has none."})
    String etcVersion;

    @Option(
            names = "--config-md5",
            paramLabel = "MD5",
            description = {
                "The md5 of the kernel's configuration on the host, which loaders up to Falco 0.22 have in names.",
                "Default: unknown."
            })
    String configMd5;

    @Option(
            names = "--falco",
            paramLabel = "VERSION",
            description = {"Only the loader of this Falco.", "Default: one loader for each set of rules there was."})
    String falco;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            completionCandidates = Candidates.Kinds.class,
            description = {"What is looked for: kmod or ebpf.", "Default: kmod,ebpf."})
    List<String> kinds = new ArrayList<>();

    @Option(
            names = "--repo",
            paramLabel = "URL",
            description = {
                "What the loaders are pointed at, as it is given to them; it is asked for each probe.",
                "Default: where each loader looks by itself, which is not asked."
            })
    String repository;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = {"A folder in which the probes are looked for.", "Default: none."})
    Path folder;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            completionCandidates = Candidates.Formats.class,
            description = {"text, or json: one JSON document.", "Default: text."})
    String format = "text";

    @Option(
            names = {"-v", "--verbose"},
            description = {"Show the stack trace of an internal error.", "Default: it goes to a file."})
    boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = {"Print this help.", "Default: off."})
    boolean help;

    LookupCommand(List<String> distros, Console console) {
        this.distros = distros;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean json =
                Arguments.word("--format", format, List.of("text", "json")).equals("json");
        LoaderHost host = host();
        Lookup lookup = new Lookup(host, md5(), repository(), distros);
        List<LoaderEra> eras = eras();
        Set<ProbeKind> wanted =
                kinds.isEmpty() ? EnumSet.allOf(ProbeKind.class) : EnumSet.copyOf(Arguments.kinds("--kind", kinds));
        List<ProbeFinder> places = places();
        List<LookupAnswer> answers = new ArrayList<>();
        for (LookupAnswer answer : lookup.answers(eras, wanted)) {
            answers.add(answer.lookedFor(places));
        }
        if (json) {
            LookupJson.write(host, answers, console.out());
        } else {
            console.out().print(LookupText.of(host, answers, Optional.ofNullable(folder)));
        }
        return answers.stream().anyMatch(LookupAnswer::isMissing) ? ExitStatus.SOME_FAILED : ExitStatus.DONE;
    }

    private LoaderHost host() throws IOException {
        Uname uname = uname();
        OsRelease os = OsRelease.parse(text());
        if (os.id().isEmpty()) {
            throw new UsageException(
                    "--os-release", osReleaseFile + " has no line ID=; accepted is a host's /etc/os-release");
        }
        return new LoaderHost(uname, os, minikube());
    }

    private Uname uname() {
        if (unameText == null) {
            throw new UsageException("--uname-a", "missing; it is what uname -a prints on the host");
        }
        try {
            return Uname.parse(unameText);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--uname-a", e.getMessage());
        }
    }

    private String text() throws IOException {
        if (osReleaseFile == null) {
            throw new UsageException("--os-release", "missing; it is a copy of the host's /etc/os-release");
        }
        if (!Files.isRegularFile(osReleaseFile) || Files.size(osReleaseFile) > LARGEST) {
            throw new UsageException(
                    "--os-release", "\"" + osReleaseFile + "\" is no such file; accepted is a host's /etc/os-release");
        }
        try {
            return Files.readString(osReleaseFile);
        } catch (MalformedInputException e) {
            throw new UsageException(
                    "--os-release", "\"" + osReleaseFile + "\" is no text; accepted is a host's /etc/os-release");
        }
    }

    private Optional<String> minikube() {
        if (etcVersion == null) {
            return Optional.empty();
        }
        Optional<String> version = LoaderHost.minikubeVersion(etcVersion);
        if (version.isEmpty()) {
            throw new UsageException(
                    "--etc-version", "\"" + etcVersion + "\" has no version in it; accepted are texts like v1.26.0");
        }
        return version;
    }

    private Optional<String> md5() {
        if (configMd5 == null) {
            return Optional.empty();
        }
        String lower = configMd5.toLowerCase(Locale.ROOT);
        if (!lower.matches("[0-9a-f]{32}")) {
            throw new UsageException(
                    "--config-md5", "\"" + configMd5 + "\" is no md5; accepted are 32 hexadecimal digits");
        }
        return Optional.of(lower);
    }

    private List<LoaderEra> eras() {
        if (falco == null) {
            return LoaderEra.all();
        }
        FalcoVersion version = Arguments.version("--falco", falco);
        List<FalcoRelease> known = FalcoReleases.all();
        return List.of(LoaderEra.of(version)
                .orElseThrow(() -> new UsageException(
                        "--falco",
                        "which driver Falco " + version + " has is not known here; known are "
                                + known.get(0).falco() + " to "
                                + known.get(known.size() - 1).falco())));
    }

    private Optional<String> repository() {
        return Optional.ofNullable(repository)
                .map(text -> Arguments.url("--repo", text))
                .map(url -> repository);
    }

    private List<ProbeFinder> places() {
        List<ProbeFinder> places = new ArrayList<>();
        if (folder != null) {
            if (!Files.isDirectory(folder)) {
                throw new UsageException("--output", "\"" + folder + "\" is no folder");
            }
            places.add(new FolderFinder(folder));
        }
        if (repository != null) {
            places.add(new WebFinder());
        }
        return places;
    }

    @Override
    public Path output() {
        return Path.of("output");
    }

    @Override
    public boolean isVerbose() {
        return verbose;
    }
}
