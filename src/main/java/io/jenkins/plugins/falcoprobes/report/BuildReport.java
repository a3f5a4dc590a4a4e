package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a run did, probe by probe.
 *
 * @param summary the run
 * @param host where it ran
 * @param entries one for each probe that was planned or skipped: by distribution, newest series and kernel first
 */
public record BuildReport(BuildSummary summary, HostFacts host, List<ReportEntry> entries) {
    /** The version of {@code report.json}'s format; grows when a reader has to change. */
    public static final int SCHEMA_VERSION = 1;

    public BuildReport {
        entries = List.copyOf(entries);
    }

    /** The report of a run; of probes that were there before it, only the paths are known. */
    public static BuildReport of(BuildSummary summary, HostFacts host) {
        return of(summary, host, path -> Optional.empty());
    }

    /**
     * The report of a run.
     *
     * @param stored what a store knows of the file at a path, asked for the probes that were there before the run
     */
    public static BuildReport of(BuildSummary summary, HostFacts host, Function<String, Optional<StoredProbe>> stored) {
        BuildPlan plan = summary.plan();
        Map<String, ProbeResult> results = new HashMap<>();
        summary.results().forEach(result -> results.put(result.build().id(), result));
        List<ReportEntry> entries = new ArrayList<>();
        plan.builds().forEach(build -> entries.add(entry(build, Optional.ofNullable(results.get(build.id())))));
        plan.skipped().forEach(skip -> entries.add(entry(skip, stored)));
        Map<Kernel, Integer> places = new HashMap<>();
        plan.kernels().forEach(kernel -> places.put(kernel, places.size()));
        entries.sort(order(places));
        return new BuildReport(summary, host, entries);
    }

    private static ReportEntry entry(ProbeBuild build, Optional<ProbeResult> result) {
        Optional<Failure> failure = result.flatMap(ProbeResult::failure);
        Outcome outcome = result.isEmpty() ? Outcome.INTERRUPTED : failure.isPresent() ? Outcome.FAILED : Outcome.BUILT;
        return new ReportEntry(
                build.kernel(),
                build.kind(),
                outcome,
                failure.map(f -> f.type().id()).orElse(""),
                failure.map(f -> Redaction.withoutCredentials(f.message())).orElse(""),
                result.map(ProbeResult::toolchain)
                        .filter(toolchain -> !toolchain.isEmpty())
                        .orElse(build.toolchain().id()),
                result.map(ProbeResult::files).orElse(List.of()).stream()
                        .map(file -> ReportFile.of(file, build.paths().contains(ProbePath.alias(file.path()))))
                        .toList(),
                result);
    }

    private static ReportEntry entry(SkippedProbe skip, Function<String, Optional<StoredProbe>> stored) {
        boolean present = skip.reason() == SkippedProbe.Reason.PRESENT;
        List<ReportFile> files = skip.paths().stream()
                .filter(path -> present)
                .map(path -> stored.apply(path.path())
                        .map(file -> ReportFile.of(file, path.alias()))
                        .orElseGet(() -> ReportFile.at(path)))
                .toList();
        return new ReportEntry(
                skip.kernel(),
                skip.kind(),
                present ? Outcome.PRESENT : Outcome.SKIPPED,
                skip.reason().id(),
                Redaction.withoutCredentials(skip.detail()),
                "",
                files,
                Optional.empty());
    }

    /** A plan has each series' newest kernel last; people look for the newest first. */
    private static Comparator<ReportEntry> order(Map<Kernel, Integer> places) {
        Comparator<ReportEntry> newestSeriesFirst = Comparator.comparing((ReportEntry entry) ->
                        entry.kernel().release().version().major())
                .thenComparing(entry -> entry.kernel().release().version().minor())
                .reversed();
        Comparator<ReportEntry> newestFirst = Comparator.comparing(entry -> -places.getOrDefault(entry.kernel(), -1));
        return Comparator.comparing((ReportEntry entry) -> entry.kernel().distro())
                .thenComparing(newestSeriesFirst)
                .thenComparing(newestFirst)
                .thenComparing(ReportEntry::kind);
    }

    /** How many probes had which outcome; an outcome that none had is 0. */
    public Map<Outcome, Integer> counts() {
        Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            counts.put(outcome, 0);
        }
        entries.forEach(entry -> counts.merge(entry.outcome(), 1, Integer::sum));
        return counts;
    }
}
