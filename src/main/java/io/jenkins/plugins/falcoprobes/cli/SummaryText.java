package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.report.BuildReport;
import io.jenkins.plugins.falcoprobes.report.Outcome;
import io.jenkins.plugins.falcoprobes.report.ReportEntry;
import io.jenkins.plugins.falcoprobes.report.ReportFiles;
import io.jenkins.plugins.falcoprobes.report.Units;
import io.jenkins.plugins.falcoprobes.store.Publication;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last lines of a run: the counts, the failures by class with what to do about them, where everything is. */
final class SummaryText {
    private static final int MOST_OF_A_CLASS = 10;

    private final BuildReport report;
    private final Path output;
    private final boolean colour;
    private final StringBuilder text = new StringBuilder();

    private SummaryText(BuildReport report, Path output, boolean colour) {
        this.report = report;
        this.output = output;
        this.colour = colour;
    }

    /** The lines; paths are shown below {@code output}. */
    static String of(BuildReport report, Path output, Terminal terminal) {
        return new SummaryText(report, output, terminal.colour()).write();
    }

    private String write() {
        groups().forEach(this::writeGroup);
        BuildSummary summary = report.summary();
        if (summary.interrupted()) {
            line(style(
                    Style.WARNING, "stopped before the end; what was finished is kept, the next run builds the rest"));
        }
        line(counts() + "  (" + Units.time(summary.elapsed()) + ", " + Units.size(summary.downloaded())
                + " downloaded)");
        Publication publication = summary.publication();
        if (!publication.place().isEmpty()) {
            line("published: " + Units.count(publication.uploaded(), "file") + " uploaded to " + publication.place()
                    + (publication.failed().isEmpty()
                            ? ""
                            : ", " + publication.failed().size() + " could not be"));
        }
        line("report: " + output.resolve(ReportFiles.HTML));
        return text.toString();
    }

    private String counts() {
        List<String> parts = new ArrayList<>();
        report.counts().forEach((outcome, count) -> {
            if (count > 0 || outcome == Outcome.BUILT) {
                parts.add(style(look(outcome, count), count + " " + outcome.label()));
            }
        });
        return String.join(", ", parts);
    }

    private static Style look(Outcome outcome, int count) {
        return switch (outcome) {
            case BUILT -> count > 0 ? Style.GOOD : Style.PLAIN;
            case FAILED -> Style.BAD;
            case INTERRUPTED -> Style.WARNING;
            case PRESENT, SKIPPED -> Style.PLAIN;
        };
    }

    /** Failures of one class that have one remedy stand together. */
    private Map<String, List<ReportEntry>> groups() {
        Map<String, List<ReportEntry>> groups = new LinkedHashMap<>();
        for (ReportEntry entry : report.entries()) {
            if (entry.failure().isPresent()) {
                Failure failure = entry.failure().get();
                String key = failure.type().id() + "\n" + Console.oneLine(failure.hint());
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
            }
        }
        return groups;
    }

    private void writeGroup(String key, List<ReportEntry> entries) {
        String type = key.substring(0, key.indexOf('\n'));
        String hint = key.substring(key.indexOf('\n') + 1);
        line(style(Style.BAD, "failed, " + type + " (" + entries.size() + ")") + (hint.isEmpty() ? "" : ": " + hint));
        for (ReportEntry entry : entries.subList(0, Math.min(MOST_OF_A_CLASS, entries.size()))) {
            line("  " + entry + ": " + Console.oneLine(entry.detail()));
            String log = entry.result().orElseThrow().log();
            if (!log.isEmpty()) {
                line("    " + Console.oneLine(output.resolve(log).toString()));
            }
        }
        if (entries.size() > MOST_OF_A_CLASS) {
            line("  and " + (entries.size() - MOST_OF_A_CLASS) + " more, in the report");
        }
    }

    private String style(Style style, String words) {
        return colour ? style.around(words) : words;
    }

    private void line(String words) {
        text.append(words).append(System.lineSeparator());
    }
}
