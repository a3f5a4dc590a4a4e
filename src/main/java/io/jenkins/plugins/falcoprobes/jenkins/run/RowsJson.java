package io.jenkins.plugins.falcoprobes.jenkins.run;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import hudson.Util;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * The rows of a page's grid as JSON, in pages, each row an array in the order of {@link #COLUMNS}, which the page's script
 * knows. Smaller and faster than the API for everybody, which is {@code api/json}.
 */
final class RowsJson {
    /** What a row has. {@code run} is 0 and {@code falco} empty where the page is of one run. {@code log}: 1 if there is one. */
    static final List<String> COLUMNS = List.of(
            "distro",
            "release",
            "architecture",
            "kind",
            "packageVersion",
            "flavour",
            "state",
            "reason",
            "detail",
            "hint",
            "compiler",
            "agent",
            "seconds",
            "cpuSeconds",
            "size",
            "path",
            "link",
            "sha256",
            "log",
            "run",
            "falco");

    private static final int LIMIT = 2000;
    private static final JsonFactory FACTORY = new JsonFactory();

    private RowsJson() {}

    /**
     * Which rows are sent.
     *
     * @param version names the state of the data
     * @param whole whether the rows are all there are, not only the changed ones
     * @param building whether more changes are to be expected
     * @param offset how many rows are left out
     * @param limit how many are sent at most; 0 for as many as usual
     */
    record Page(String version, boolean whole, boolean building, int offset, int limit) {}

    /**
     * A row.
     *
     * @param files what the addresses of published files begin with; empty if there are none
     * @param run the number of the run that it is of; 0 on the page of one run
     * @param falco the Falco version; empty on the page of one run
     */
    record Row(ProbeRecord probe, String files, int run, String falco) {
        private String link(ProbeFile file) {
            return probe.published() && !files.isEmpty() && !file.path().isEmpty()
                    ? files
                            + Util.rawEncode(file.path())
                                    .replace("%2F", "/")
                                    .replace("+", files.startsWith("http") ? "%2B" : "+")
                    : "";
        }
    }

    static void send(StaplerResponse2 response, Page page, List<Row> rows) throws IOException {
        response.setContentType("application/json;charset=UTF-8");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-store");
        try (OutputStream out = response.getOutputStream()) {
            write(out, page, rows);
        }
    }

    static void write(OutputStream out, Page page, List<Row> rows) throws IOException {
        int begin = Math.min(Math.max(page.offset, 0), rows.size());
        int limit = page.limit <= 0 ? LIMIT : Math.min(page.limit, LIMIT);
        int end = Math.min(begin + limit, rows.size());
        try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("version", page.version);
            json.writeBooleanField("whole", page.whole);
            json.writeBooleanField("building", page.building);
            json.writeNumberField("total", rows.size());
            json.writeArrayFieldStart("rows");
            for (Row row : rows.subList(begin, end)) {
                write(json, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Row row) throws IOException {
        ProbeRecord probe = row.probe;
        ProbeKey key = probe.key();
        // Of several files of a probe all are the same bytes under the names of different loaders.
        ProbeFile file = probe.files().isEmpty()
                ? new ProbeFile("", 0, "")
                : probe.files().get(0);
        json.writeStartArray();
        json.writeString(key.distro());
        json.writeString(key.release());
        json.writeString(key.architecture());
        json.writeString(key.kind());
        json.writeString(key.packageVersion());
        json.writeString(key.flavour());
        json.writeString(probe.state().id());
        json.writeString(probe.reason());
        json.writeString(probe.detail());
        json.writeString(probe.hint());
        json.writeString(probe.compiler());
        json.writeString(probe.agent());
        json.writeNumber(probe.seconds());
        json.writeNumber(probe.cpuSeconds());
        json.writeNumber(file.size());
        json.writeString(file.path());
        json.writeString(row.link(file));
        json.writeString(file.sha256());
        json.writeNumber(probe.log().isEmpty() ? 0 : 1);
        json.writeNumber(row.run);
        json.writeString(row.falco);
        json.writeEndArray();
    }
}
