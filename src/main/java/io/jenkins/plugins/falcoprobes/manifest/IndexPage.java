package io.jenkins.plugins.falcoprobes.manifest;

import io.jenkins.plugins.falcoprobes.build.NaturalOrder;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.report.HtmlPage;
import io.jenkins.plugins.falcoprobes.report.HtmlWriter;
import io.jenkins.plugins.falcoprobes.report.Units;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A manifest for people: by distribution and series, newest first, a row for each kernel and driver. Links are relative, and
 * escape what a service would not take as it is ({@code +} above all).
 */
final class IndexPage {
    private static final String HEAD = "<thead><tr><th scope=\"col\">Kernel</th><th scope=\"col\">Driver</th>"
            + "<th scope=\"col\">Machine</th><th scope=\"col\" class=\"kmod\">Kernel module <small>.ko</small></th>"
            + "<th scope=\"col\" class=\"ebpf\">eBPF object <small>.o</small></th></tr></thead>\n";

    private static final Comparator<String> VERSIONS = NaturalOrder.INSTANCE;

    /** Newest first. A release that begins with no version, which only a foreign index has, comes last. */
    private static final Comparator<Row> NEWEST_FIRST = Comparator.comparing(Row::number)
            .thenComparing(row -> row.kernel().packageVersion(), VERSIONS)
            .thenComparing(row -> row.kernel().release(), VERSIONS)
            .thenComparing(Row::driver, VERSIONS)
            .reversed()
            .thenComparing(row -> row.kernel().architecture());

    private final Manifest manifest;
    private final HtmlWriter html;

    private IndexPage(Manifest manifest, HtmlWriter html) {
        this.manifest = manifest;
        this.html = html;
    }

    private record Row(KernelFacts kernel, String driver, String falco) {
        KernelVersion number() {
            return KernelVersion.startOf(kernel.release()).orElse(new KernelVersion(0, 0, 0));
        }
    }

    /** Writes the page in UTF-8 and leaves {@code out} open. */
    static void write(Manifest manifest, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new IndexPage(manifest, new HtmlWriter(writer)).writePage();
        writer.flush();
    }

    static byte[] bytes(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(manifest, out);
        return out.toByteArray();
    }

    private void writePage() throws IOException {
        Map<String, Map<Row, Map<ProbeKind, ManifestEntry>>> distros = rows();
        long size = manifest.entries().stream()
                .mapToLong(entry -> entry.size() * entry.paths().size())
                .sum();
        HtmlPage.begin(html, "Falco probes");
        html.raw("<header><div>\n<h1>Falco probes</h1>\n<p>")
                .text(Units.count(manifest.entries().size(), "probe") + ", " + Units.size(size))
                .raw(" \u00b7 <a href=\"./" + ManifestPlace.SUMS + "\">" + ManifestPlace.SUMS + "</a>")
                .raw(" \u00b7 <a href=\"./" + ManifestPlace.INDEX + "\">" + ManifestPlace.INDEX + "</a></p>\n")
                .raw("</div></header>\n<main>\n");
        writeFilter();
        if (distros.isEmpty()) {
            html.raw("<p>Nothing is published here.</p>\n");
        }
        for (Map.Entry<String, Map<Row, Map<ProbeKind, ManifestEntry>>> distro : distros.entrySet()) {
            writeDistro(distro.getKey(), distro.getValue());
        }
        html.raw("</main>\n");
        HtmlPage.end(html);
    }

    private Map<String, Map<Row, Map<ProbeKind, ManifestEntry>>> rows() {
        Map<String, Map<Row, Map<ProbeKind, ManifestEntry>>> distros = new TreeMap<>();
        for (ManifestEntry entry : manifest.entries()) {
            distros.computeIfAbsent(
                            entry.kernel().distro(),
                            distro -> new TreeMap<>(NEWEST_FIRST
                                    .thenComparing(row -> row.kernel().toString())
                                    .thenComparing(Row::falco)))
                    .computeIfAbsent(
                            new Row(entry.kernel(), entry.driverVersion(), falco(entry)),
                            row -> new EnumMap<>(ProbeKind.class))
                    .put(entry.kind(), entry);
        }
        return distros;
    }

    /** Several Falcos have one driver and share its probes; of the era of hashes each has its own. */
    private static String falco(ManifestEntry entry) {
        return entry.file().contains("/" + "falco_") ? "" : entry.falcoVersion();
    }

    private void writeDistro(String distro, Map<Row, Map<ProbeKind, ManifestEntry>> rows) throws IOException {
        html.raw("<section class=\"distro\">\n<h2>")
                .text(distro)
                .raw(" <span class=\"n\">")
                .text(Units.count(
                        rows.keySet().stream().map(Row::kernel).distinct().count(), "kernel"))
                .raw("</span></h2>\n<table>\n")
                .raw("<colgroup><col class=\"k\"><col class=\"v\"><col class=\"a\"><col><col></colgroup>\n")
                .raw(HEAD);
        Optional<String> series = Optional.empty();
        for (Map.Entry<Row, Map<ProbeKind, ManifestEntry>> row : rows.entrySet()) {
            String next = row.getKey().number().series();
            if (!series.equals(Optional.of(next))) {
                html.raw(series.isPresent() ? "</tbody>\n" : "")
                        .raw("<tbody>\n<tr class=\"series\"><th scope=\"rowgroup\" colspan=\"5\">")
                        .text(next)
                        .raw("</th></tr>\n");
                series = Optional.of(next);
            }
            writeRow(row.getKey(), row.getValue());
        }
        html.raw("</tbody>\n</table>\n</section>\n");
    }

    private void writeRow(Row row, Map<ProbeKind, ManifestEntry> probes) throws IOException {
        html.raw("<tr><th scope=\"row\">")
                .text(row.kernel().release())
                .raw("</th><td>")
                .text(row.driver())
                .raw("</td><td>")
                .text(row.kernel().architecture())
                .text(row.kernel().flavour().isEmpty() ? "" : " " + row.kernel().flavour())
                .raw("</td>");
        for (ProbeKind kind : ProbeKind.values()) {
            ManifestEntry entry = probes.get(kind);
            html.raw("<td class=\"" + kind.id() + (entry == null ? "\">" : " built\">"));
            if (entry != null) {
                writeProbe(entry);
            }
            html.raw("</td>");
        }
        html.raw("</tr>\n");
    }

    private void writeProbe(ManifestEntry entry) throws IOException {
        writeLink(entry.file(), "download");
        html.raw(" ").text(Units.size(entry.size())).raw("<details><summary>more</summary><p>");
        html.text(entry.file()).raw("<code>").text(entry.sha256()).raw("</code></p>");
        for (String alias : entry.aliases()) {
            html.raw("<p>also ");
            writeLink(alias, alias);
            html.raw("</p>");
        }
        List<String> facts = new ArrayList<>();
        entry.making().ifPresent(making -> {
            facts.add(making.compiler());
            facts.add("built " + entry.at());
        });
        for (String fact : facts) {
            html.raw("<p>").text(fact).raw("</p>");
        }
        if (entry.making().isPresent() && !entry.making().get().provenance().isEmpty()) {
            html.raw("<p>");
            writeLink(entry.making().get().provenance(), "provenance");
            html.raw("</p>");
        }
        html.raw("</details>");
    }

    private void writeLink(String path, String words) throws IOException {
        html.raw("<a href=\"").link(path).raw("\">").text(words).raw("</a>");
    }

    /** Hidden until the script, without which it would do nothing, shows it. */
    private void writeFilter() throws IOException {
        html.raw("<form id=\"filter\" role=\"search\" aria-label=\"Filter the probes\" hidden>\n")
                .raw("<input id=\"words\" type=\"search\" placeholder=\"Filter: 6.1 cloud 8.0.0\" ")
                .raw("aria-label=\"Words that a kernel must have\" autocomplete=\"off\" spellcheck=\"false\">\n")
                .raw("<fieldset><legend>Kind</legend>")
                .raw("<label><input type=\"checkbox\" name=\"kind\" value=\"kmod\"><span>kmod</span></label>")
                .raw("<label><input type=\"checkbox\" name=\"kind\" value=\"ebpf\"><span>ebpf</span></label>")
                .raw("</fieldset>\n<output id=\"found\" aria-live=\"polite\"></output>\n</form>\n");
    }
}
