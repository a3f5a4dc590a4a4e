package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.io.IOException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The grid of every kernel and what became of its probes: one table per distribution, one group of rows per series. */
final class HtmlGrid {
    private static final String HEAD = "<thead><tr><th scope=\"col\">Kernel</th><th scope=\"col\">Package</th>"
            + "<th scope=\"col\">Machine</th><th scope=\"col\" class=\"kmod\">Kernel module <small>.ko</small></th>"
            + "<th scope=\"col\" class=\"ebpf\">eBPF object <small>.o</small></th></tr></thead>\n";

    private final HtmlWriter html;
    private final Map<String, Map<String, Map<Kernel, Map<ProbeKind, ReportEntry>>>> distros = new LinkedHashMap<>();

    HtmlGrid(HtmlWriter html, List<ReportEntry> entries) {
        this.html = html;
        for (ReportEntry entry : entries) {
            distros.computeIfAbsent(entry.kernel().distro(), id -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.kernel().release().version().series(), series -> new LinkedHashMap<>())
                    .computeIfAbsent(entry.kernel(), kernel -> new EnumMap<>(ProbeKind.class))
                    .put(entry.kind(), entry);
        }
    }

    void write() throws IOException {
        if (distros.isEmpty()) {
            html.raw("<p>No kernel was found for what was asked.</p>\n");
        }
        for (Map.Entry<String, Map<String, Map<Kernel, Map<ProbeKind, ReportEntry>>>> distro : distros.entrySet()) {
            int kernels =
                    distro.getValue().values().stream().mapToInt(Map::size).sum();
            html.raw("<section class=\"distro\">\n<h2>")
                    .text(distro.getKey())
                    .raw(" <span class=\"n\">")
                    .text(Units.count(kernels, "kernel"))
                    .raw("</span></h2>\n<table>\n")
                    .raw("<colgroup><col class=\"k\"><col class=\"v\"><col class=\"a\"><col><col></colgroup>\n")
                    .raw(HEAD);
            for (Map.Entry<String, Map<Kernel, Map<ProbeKind, ReportEntry>>> series :
                    distro.getValue().entrySet()) {
                html.raw("<tbody>\n<tr class=\"series\"><th scope=\"rowgroup\" colspan=\"5\">")
                        .text(series.getKey())
                        .raw("</th></tr>\n");
                for (Map.Entry<Kernel, Map<ProbeKind, ReportEntry>> kernel :
                        series.getValue().entrySet()) {
                    writeRow(kernel.getKey(), kernel.getValue());
                }
                html.raw("</tbody>\n");
            }
            html.raw("</table>\n</section>\n");
        }
    }

    private void writeRow(Kernel kernel, Map<ProbeKind, ReportEntry> probes) throws IOException {
        html.raw("<tr><th scope=\"row\">")
                .text(kernel.release().value())
                .raw("</th><td>")
                .text(kernel.packageVersion())
                .raw("</td><td>")
                .text(kernel.architecture().machine())
                .text(kernel.flavour().isEmpty() ? "" : " " + kernel.flavour())
                .raw("</td>");
        for (ProbeKind kind : ProbeKind.values()) {
            ReportEntry entry = probes.get(kind);
            if (entry == null) {
                html.raw("<td class=\"" + kind.id() + "\"></td>");
            } else {
                html.raw("<td class=\"" + kind.id() + " " + entry.outcome().id() + "\">");
                writeProbe(entry);
                html.raw("</td>");
            }
        }
        html.raw("</tr>\n");
    }

    private void writeProbe(ReportEntry entry) throws IOException {
        switch (entry.outcome()) {
            case FAILED ->
                html.raw("<b>failed</b> <a href=\"#")
                        .text(HtmlFailures.anchor(entry))
                        .raw("\">")
                        .text(entry.reason())
                        .raw("</a>");
            case INTERRUPTED -> html.raw("<b>not reached</b>");
            case SKIPPED ->
                html.raw("<details><summary><b>skipped</b> ")
                        .text(entry.reason())
                        .raw("</summary><p>")
                        .text(entry.detail())
                        .raw("</p></details>");
            case BUILT, PRESENT -> writeFiles(entry);
        }
    }

    private void writeFiles(ReportEntry entry) throws IOException {
        html.raw("<details><summary><b>").text(entry.outcome().label()).raw("</b> ");
        if (!entry.files().isEmpty() && entry.files().get(0).size().isPresent()) {
            html.text(Units.size(entry.files().get(0).size().getAsLong()));
        }
        if (entry.result().isPresent()) {
            html.raw(" <i>").text(Units.time(entry.result().get().elapsed())).raw("</i>");
        }
        html.raw("</summary>");
        for (ReportFile file : entry.files()) {
            html.raw("<p><a href=\"")
                    .link(file.path())
                    .raw("\">")
                    .text(file.name())
                    .raw(file.alias() ? "</a> <small>alias</small>" : "</a>");
            if (file.sha256().isPresent()) {
                html.raw("<code>").text(file.sha256().get()).raw("</code>");
            }
            html.raw("</p>");
        }
        if (entry.result().isPresent()) {
            writeMaking(entry.result().get());
        }
        html.raw("</details>");
    }

    private void writeMaking(ProbeResult result) throws IOException {
        if (!result.compiler().isEmpty()) {
            html.raw("<p>").text(result.compiler()).raw("</p>");
        }
        for (String tried : result.tries()) {
            html.raw("<p><small>").text(Redaction.withoutCredentials(tried)).raw("</small></p>");
        }
    }
}
