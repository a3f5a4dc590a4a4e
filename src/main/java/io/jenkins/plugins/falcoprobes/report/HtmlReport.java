package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A report as one HTML page that needs nothing else: no network, and no script but its own, without which only the
 * filter is missing ({@link HtmlPage}).
 */
public final class HtmlReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final BuildReport report;
    private final Map<Outcome, Integer> counts;
    private final HtmlWriter html;

    private HtmlReport(BuildReport report, HtmlWriter html) {
        this.report = report;
        this.counts = report.counts();
        this.html = html;
    }

    /** Writes the page in UTF-8 and leaves {@code out} open. */
    public static void write(BuildReport report, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new HtmlReport(report, new HtmlWriter(writer)).writePage();
        writer.flush();
    }

    private void writePage() throws IOException {
        String version = report.summary().request().falcoVersion().value();
        HtmlPage.begin(html, "Falco " + version + " probes: " + sentence());
        writeHeader(version);
        html.raw("<main>\n");
        writeTiles();
        writeWarnings();
        writeFilter();
        new HtmlFailures(html, report.entries()).write();
        new HtmlGrid(html, report.entries()).write();
        new HtmlFacts(html, report).write();
        html.raw("</main>\n");
        HtmlPage.end(html);
    }

    private void writeHeader(String version) throws IOException {
        BuildSummary summary = report.summary();
        html.raw("<header><div>\n<h1>Probes for Falco ").text(version).raw("</h1>\n<p>");
        List<String> parts = new ArrayList<>();
        if (!summary.driver().version().isEmpty()) {
            parts.add("driver " + summary.driver().version());
        }
        parts.add(TIME.format(summary.started()));
        parts.add("took " + Units.time(summary.elapsed()));
        parts.add(Units.size(summary.downloaded()) + " downloaded");
        if (!summary.publication().place().isEmpty()) {
            parts.add(Units.count(summary.publication().uploaded(), "file") + " uploaded to "
                    + summary.publication().place());
        }
        html.text(String.join(" \u00b7 ", parts)).raw("</p>\n</div></header>\n");
    }

    /** The outcomes that there were, as one line: {@code 14 built, 2 failed}. */
    private String sentence() {
        List<String> parts = new ArrayList<>();
        counts.forEach((outcome, count) -> {
            if (count > 0) {
                parts.add(count + " " + outcome.label());
            }
        });
        return parts.isEmpty() ? "nothing to build" : String.join(", ", parts);
    }

    private void writeTiles() throws IOException {
        html.raw("<section class=\"sum\" aria-label=\"Summary\">\n");
        if (report.summary().interrupted()) {
            html.raw("<p class=\"stopped\"><strong>This run was stopped before it was done.</strong> ")
                    .raw("What was finished is kept; the next run builds the rest.</p>\n");
        }
        html.raw("<dl>\n");
        for (Map.Entry<Outcome, Integer> count : counts.entrySet()) {
            if (count.getKey() != Outcome.INTERRUPTED || count.getValue() > 0) {
                html.raw("<div class=\"" + mark(count.getKey(), count.getValue()) + "\"><dt>")
                        .text(count.getKey().label())
                        .raw("</dt><dd>")
                        .text(count.getValue())
                        .raw("</dd></div>\n");
            }
        }
        html.raw("</dl>\n");
        writeBar();
        html.raw("</section>\n");
    }

    private static String mark(Outcome outcome, int count) {
        return count == 0 ? "none" : outcome.id();
    }

    /** An image, since the page's policy lets no style attributes in. */
    private void writeBar() throws IOException {
        int total = report.entries().size();
        html.raw("<svg viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"")
                .text(sentence())
                .raw("\">");
        double left = 0;
        for (Map.Entry<Outcome, Integer> count : counts.entrySet()) {
            if (count.getValue() > 0) {
                double width = 1000.0 * count.getValue() / total;
                html.raw(String.format(
                        Locale.ROOT,
                        "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"8\"/>",
                        count.getKey().id(),
                        left,
                        width));
                left += width;
            }
        }
        html.raw("</svg>\n");
    }

    private void writeWarnings() throws IOException {
        List<String> warnings = report.summary().plan().warnings();
        if (!warnings.isEmpty()) {
            html.raw("<details class=\"warnings\"" + (warnings.size() <= 5 ? " open" : "") + "><summary>")
                    .text(Units.count(warnings.size(), "warning"))
                    .raw("</summary><ul>\n");
            for (String warning : warnings) {
                html.raw("<li>").text(Redaction.withoutCredentials(warning)).raw("</li>\n");
            }
            html.raw("</ul></details>\n");
        }
    }

    /** Hidden until the script, without which it would do nothing, shows it. */
    private void writeFilter() throws IOException {
        html.raw("<form id=\"filter\" role=\"search\" aria-label=\"Filter the probes\" hidden>\n")
                .raw("<input id=\"words\" type=\"search\" placeholder=\"Filter: 6.1 cloud\" ")
                .raw("aria-label=\"Words that a kernel must have\" autocomplete=\"off\" spellcheck=\"false\">\n")
                .raw("<fieldset><legend>Outcome</legend>");
        for (Map.Entry<Outcome, Integer> count : counts.entrySet()) {
            if (count.getValue() > 0) {
                html.raw("<label><input type=\"checkbox\" name=\"outcome\" value=\""
                                + count.getKey().id() + "\">")
                        .raw("<span>" + count.getKey().label() + "</span></label>");
            }
        }
        html.raw("</fieldset>\n<fieldset><legend>Kind</legend>")
                .raw("<label><input type=\"checkbox\" name=\"kind\" value=\"kmod\"><span>kmod</span></label>")
                .raw("<label><input type=\"checkbox\" name=\"kind\" value=\"ebpf\"><span>ebpf</span></label>")
                .raw("</fieldset>\n<output id=\"found\" aria-live=\"polite\"></output>\n</form>\n");
    }
}
