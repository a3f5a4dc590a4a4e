package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The part of the page that says what failed, why, and what to do about it. */
final class HtmlFailures {
    /** Logs of so many different failures are open from the start; the next failure of the same words is closed. */
    private static final int OPEN_LOGS = 3;

    /** So many characters of logs go into the page, so that a run in which everything fails can still be opened. */
    private static final int LOG_BUDGET = 1_500_000;

    private final HtmlWriter html;
    private final Map<FailureClass, List<ReportEntry>> failures = new EnumMap<>(FailureClass.class);
    private final Set<String> opened = new HashSet<>();
    private int logged;

    HtmlFailures(HtmlWriter html, List<ReportEntry> entries) {
        this.html = html;
        for (ReportEntry entry : entries) {
            entry.failure().ifPresent(failure -> failures.computeIfAbsent(failure.type(), type -> new ArrayList<>())
                    .add(entry));
        }
    }

    /** The failure's place in the page, by which the grid links to it. */
    static String anchor(ReportEntry entry) {
        return String.join(
                "_",
                "failure",
                entry.kernel().distro(),
                entry.kernel().release().value(),
                entry.kernel().packageVersion(),
                entry.kernel().architecture().machine(),
                entry.kind().id());
    }

    void write() throws IOException {
        if (failures.isEmpty()) {
            return;
        }
        html.raw("<section id=\"failures\">\n<h2>What failed</h2>\n");
        for (Map.Entry<FailureClass, List<ReportEntry>> group : failures.entrySet()) {
            html.raw("<section class=\"class\"><h3>")
                    .text(group.getKey().id())
                    .raw(" <span class=\"n\">")
                    .text(group.getValue().size())
                    .raw("</span></h3>\n");
            for (ReportEntry entry : group.getValue()) {
                write(entry, entry.failure().orElseThrow());
            }
            html.raw("</section>\n");
        }
        html.raw("</section>\n");
    }

    private void write(ReportEntry entry, Failure failure) throws IOException {
        html.raw("<article data-kind=\"" + entry.kind().id() + "\" id=\"")
                .text(anchor(entry))
                .raw("\"><h4>")
                .text(entry.toString())
                .raw(" <small>while in stage ")
                .text(failure.stage().id())
                .raw("</small></h4>\n<p class=\"why\">")
                .text(Redaction.withoutCredentials(failure.message()))
                .raw("</p>\n");
        if (!failure.hint().isEmpty()) {
            html.raw("<p class=\"hint\"><strong>What to do:</strong> ")
                    .text(Redaction.withoutCredentials(failure.hint()))
                    .raw("</p>\n");
        }
        boolean open = opened.size() < OPEN_LOGS && opened.add(failure.message());
        writeLog(failure.logTail(), entry.result().orElseThrow().log(), open);
        html.raw("</article>\n");
    }

    private void writeLog(List<String> tail, String log, boolean open) throws IOException {
        int length = tail.stream().mapToInt(String::length).sum();
        if (!tail.isEmpty() && logged + length <= LOG_BUDGET) {
            logged += length;
            html.raw("<details" + (open ? " open" : "") + "><summary>Last lines of the log</summary><pre>");
            for (String line : tail) {
                html.text(Redaction.withoutCredentials(line)).raw("\n");
            }
            html.raw("</pre></details>\n");
        }
        if (!log.isEmpty()) {
            html.raw("<p class=\"log\"><a href=\"").link(log).raw("\">Full log</a></p>\n");
        }
    }
}
