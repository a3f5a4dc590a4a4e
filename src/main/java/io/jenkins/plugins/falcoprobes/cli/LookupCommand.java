package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import io.jenkins.plugins.falcoprobes.driver.OsRelease;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.Uname;
import io.jenkins.plugins.falcoprobes.lookup.BucketFinder;
import io.jenkins.plugins.falcoprobes.lookup.FolderFinder;
import io.jenkins.plugins.falcoprobes.lookup.LoaderEra;
import io.jenkins.plugins.falcoprobes.lookup.Lookup;
import io.jenkins.plugins.falcoprobes.lookup.LookupAnswer;
import io.jenkins.plugins.falcoprobes.lookup.LookupFields;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    /** No os-release is that long. */
    private static final long LARGEST = 1 << 20;

    private static final int RETRIES = 3;

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

    @Mixin
    KnownBadOption knownBad = new KnownBadOption();

    @Mixin
    Publishing publishing = new Publishing();

    @Mixin
    AnswerDisplay display = new AnswerDisplay();

    LookupCommand(List<String> distros, Console console) {
        this.distros = distros;
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        boolean json = display.json();
        LoaderHost host = host();
        Lookup lookup = new Lookup(
                host,
                read("--config-md5", configMd5, LookupFields::configMd5),
                repository(),
                distros,
                knownBad.list(distros));
        List<LoaderEra> eras = read("--falco", falco, LookupFields::eras);
        Set<ProbeKind> wanted =
                kinds.isEmpty() ? EnumSet.allOf(ProbeKind.class) : EnumSet.copyOf(Arguments.kinds("--kind", kinds));
        List<ProbeFinder> places = places();
        List<LookupAnswer> answers = new ArrayList<>();
        try {
            for (LookupAnswer answer : lookup.answers(eras, wanted)) {
                answers.add(answer.lookedFor(places));
            }
        } finally {
            places.forEach(ProbeFinder::close);
        }
        if (json) {
            LookupJson.write(host, answers, console.out());
        } else {
            console.out().print(LookupText.of(host, answers, Optional.ofNullable(folder)));
        }
        return answers.stream().anyMatch(LookupAnswer::isMissing) ? ExitStatus.SOME_FAILED : ExitStatus.DONE;
    }

    private LoaderHost host() throws IOException {
        Uname uname = read("--uname-a", unameText, LookupFields::uname);
        OsRelease os = read("--os-release", osReleaseText(), LookupFields::osRelease);
        return new LoaderHost(uname, os, read("--etc-version", etcVersion, LookupFields::minikube));
    }

    private String osReleaseText() throws IOException {
        if (osReleaseFile == null) {
            return null;
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

    /** An option that is not given is an empty text. */
    private static <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text == null ? "" : text);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option, e.getMessage());
        }
    }

    private Optional<String> repository() {
        return Optional.ofNullable(repository)
                .map(text -> Arguments.url("--repo", text))
                .map(url -> repository);
    }

    private List<ProbeFinder> places() throws IOException {
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
        Optional<S3Target> target = publishing.target();
        if (target.isPresent()) {
            places.add(new BucketFinder(
                    target.get().open(RETRIES), target.get().bucket().address()));
        }
        return places;
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
