package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.request.Arguments;
import io.jenkins.plugins.falcoprobes.build.request.UsageException;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.retention.RetentionRule;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options that say what is kept, as written. */
final class RuleOptions {
    private static final Pattern AGE = Pattern.compile("([1-9]\\d{0,4})([hdw])");
    private static final int MOST = 9999;

    @Option(
            names = "--keep-drivers",
            paramLabel = "N",
            description = {"Keep the newest N driver versions that are there.", "Default: every one."})
    String newestDrivers;

    @Option(
            names = "--keep-driver",
            paramLabel = "VERSION",
            split = ",",
            description = {"Keep this driver version, like 8.0.0+driver.", "Default: every one."})
    List<String> drivers = new ArrayList<>();

    @Option(
            names = "--keep-falco",
            paramLabel = "VERSION",
            split = ",",
            description = {"Keep the driver version of this Falco.", "Default: every one."})
    List<String> falcos = new ArrayList<>();

    @Option(
            names = "--keep-kernels",
            paramLabel = "N",
            description = {
                "Keep the newest N kernels of each distribution, series (5.10, 6.1, ...), flavour and architecture.",
                "Default: every one."
            })
    String newestKernels;

    @Option(
            names = "--older-than",
            paramLabel = "AGE",
            description = {
                "Only what was built longer ago goes, like 36h, 90d or 52w; alone, all of that goes.",
                "Default: any age."
            })
    String olderThan;

    @Option(
            names = "--protect",
            paramLabel = "REGEX",
            description = {
                "Keep kernels whose release (uname -r) the regular expression matches, anywhere in it.",
                "Default: none."
            })
    List<String> protectedReleases = new ArrayList<>();

    @Option(
            names = "--protect-file",
            paramLabel = "FILE",
            description = {
                "Keep the kernels whose releases (uname -r) are in this file, one in a line: those in use.",
                "Default: none."
            })
    Path protectedKernels;

    /**
     * The rule.
     *
     * @throws UsageException if there is none, or something in it cannot be used
     */
    RetentionRule parse() throws IOException {
        RetentionRule rule = new RetentionRule(
                number("--keep-drivers", newestDrivers),
                keptDrivers(),
                number("--keep-kernels", newestKernels),
                Optional.ofNullable(olderThan).map(RuleOptions::age),
                protectedReleases.stream().map(RuleOptions::expression).toList(),
                kernels());
        if (rule.isEmpty()) {
            throw new UsageException(
                    "prune",
                    "no rule says what may go; accepted are --keep-drivers, --keep-driver, --keep-falco, --keep-kernels"
                            + " and --older-than");
        }
        return rule;
    }

    private static OptionalInt number(String option, String text) {
        return text == null ? OptionalInt.empty() : OptionalInt.of(Arguments.number(option, text, 1, MOST));
    }

    private Set<String> keptDrivers() {
        Set<String> kept = new HashSet<>();
        for (String driver : drivers) {
            try {
                kept.add(new DriverVersion(driver.strip()).value());
            } catch (IllegalArgumentException e) {
                throw new UsageException("--keep-driver", e.getMessage());
            }
        }
        for (String falco : falcos) {
            FalcoVersion version = Arguments.version("--keep-falco", falco.strip());
            List<FalcoRelease> known = FalcoReleases.all();
            kept.add(FalcoReleases.find(version)
                    .orElseThrow(() -> new UsageException(
                            "--keep-falco",
                            "which driver Falco " + version + " has is not known here; known are "
                                    + known.get(0).falco() + " to "
                                    + known.get(known.size() - 1).falco()
                                    + ", and --keep-driver takes any driver version"))
                    .driver()
                    .value());
        }
        return kept;
    }

    private static Duration age(String text) {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw new UsageException(
                    "--older-than", "\"" + text + "\" is no age; accepted are ages like 36h, 90d, 52w");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "h" -> Duration.ofHours(number);
            case "d" -> Duration.ofDays(number);
            default -> Duration.ofDays(7 * number);
        };
    }

    /** An empty expression would match every kernel: a variable of a script that was not set. */
    private static Pattern expression(String regex) {
        if (regex.isEmpty()) {
            throw new UsageException("--protect", "\"\" matches every kernel; accepted are expressions like '-cloud-'");
        }
        return Arguments.kernels("--protect", regex);
    }

    private Set<String> kernels() throws IOException {
        Set<String> kernels = new HashSet<>();
        if (protectedKernels == null) {
            return kernels;
        }
        if (!Files.isRegularFile(protectedKernels)) {
            throw new UsageException(
                    "--protect-file",
                    "\"" + protectedKernels + "\" is no file; accepted is one with a release in a line");
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(protectedKernels);
        } catch (CharacterCodingException e) {
            throw new UsageException("--protect-file", "\"" + protectedKernels + "\" is no text");
        }
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                kernels.add(release(line, i + 1));
            }
        }
        if (kernels.isEmpty()) {
            throw new UsageException(
                    "--protect-file", "\"" + protectedKernels + "\" has no release in it; accepted is one in a line");
        }
        return kernels;
    }

    private String release(String line, int number) {
        try {
            return new KernelRelease(line).value();
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "--protect-file", "\"" + protectedKernels + "\", line " + number + ": " + e.getMessage());
        }
    }
}
