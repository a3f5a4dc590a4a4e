package io.jenkins.plugins.falcoprobes.report;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of the page that says what was asked for and with what it was made. */
final class HtmlFacts {
    private final HtmlWriter html;
    private final BuildReport report;

    HtmlFacts(HtmlWriter html, BuildReport report) {
        this.html = html;
        this.report = report;
    }

    void write() throws IOException {
        BuildSummary summary = report.summary();
        BuildRequest request = summary.request();
        html.raw("<section class=\"facts\">\n<h2>About this run</h2>\n<dl>\n");
        fact("Distributions", request.distros().isEmpty() ? "every one" : String.join(", ", request.distros()));
        fact(
                "Kernels",
                request.kernels().pattern().isEmpty()
                        ? "every one"
                        : request.kernels().pattern());
        if (request.latest().isPresent()) {
            fact("Of each series and flavour", "the newest " + request.latest().getAsInt());
        }
        fact("Kinds", sorted(request.kinds()));
        fact("Machines", sorted(request.architectures()));
        fact("Driver", summary.driver().version());
        fact("Driver source", Redaction.withoutCredentials(summary.driver().source()));
        fact("Driver digest", summary.driver().digest());
        for (Map.Entry<String, String> image : images().entrySet()) {
            fact("Builder image " + image.getKey(), image.getValue());
        }
        fact("Compiler time", Units.time(compilerTime()));
        HostFacts host = report.host();
        fact("Built on", host.os() + ", " + host.architecture() + ", " + Units.count(host.processors(), "processor"));
        fact("Program", "build-probe-binaries " + host.program() + ", Java " + host.java());
        html.raw("</dl>\n<p class=\"more\"><a href=\"./" + ReportFiles.JSON + "\">" + ReportFiles.JSON + "</a>")
                .raw(" has all of this and more for programs.</p>\n</section>\n");
    }

    private void fact(String name, String value) throws IOException {
        if (!value.isEmpty()) {
            html.raw("<div><dt>").text(name).raw("</dt><dd>").text(value).raw("</dd></div>\n");
        }
    }

    private static String sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
    }

    private Map<String, String> images() {
        Map<String, String> images = new TreeMap<>();
        for (ReportEntry entry : report.entries()) {
            entry.result()
                    .filter(result -> !result.image().isEmpty())
                    .ifPresent(result -> images.put(entry.toolchain(), result.image()));
        }
        return images;
    }

    private Duration compilerTime() {
        return report.summary().results().stream()
                .map(result -> result.compilerTime())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
