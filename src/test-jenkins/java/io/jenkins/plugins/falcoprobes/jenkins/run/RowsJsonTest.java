package io.jenkins.plugins.falcoprobes.jenkins.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.Test;

public class RowsJsonTest {
    @Test
    public void a_row_has_what_its_columns_say() throws IOException {
        ProbeRecord built = Probes.built("6.1.0-9-amd64", "kmod", 12.5);

        JsonNode row = write(0, 0, List.of(new RowsJson.Row(built, "job/probes/4/artifact/", 4, "0.40.0")))
                .get("rows")
                .get(0);

        assertThat(row.size()).isEqualTo(RowsJson.COLUMNS.size());
        assertThat(cell(row, "release")).isEqualTo("6.1.0-9-amd64");
        assertThat(cell(row, "state")).isEqualTo("built");
        assertThat(cell(row, "seconds")).isEqualTo("12.5");
        assertThat(cell(row, "size")).isEqualTo("1234567");
        assertThat(cell(row, "link"))
                .isEqualTo("job/probes/4/artifact/8.0.0+driver/x86_64/falco_debian_6.1.0-9-amd64_1.ko");
        assertThat(cell(row, "run")).isEqualTo("4");
        assertThat(cell(row, "falco")).isEqualTo("0.40.0");
    }

    @Test
    public void only_files_that_a_browser_can_get_are_linked() throws IOException {
        ProbeRecord failed = Probes.failed("6.1.0-9-amd64", "kmod", FailureClass.COMPILE);
        JsonNode rows = write(
                        0,
                        0,
                        List.of(
                                new RowsJson.Row(failed, "job/probes/4/artifact/", 0, ""),
                                new RowsJson.Row(Probes.built("6.1.0-9-amd64", "ebpf", 1), "", 0, "")))
                .get("rows");

        assertThat(cell(rows.get(0), "link")).isEmpty();
        assertThat(cell(rows.get(1), "link")).isEmpty();
        assertThat(cell(rows.get(1), "path")).isNotEmpty();
    }

    @Test
    public void rows_come_in_pages() throws IOException {
        List<RowsJson.Row> rows = IntStream.range(0, 10)
                .mapToObj(i -> new RowsJson.Row(Probes.planned("6.1.0-" + i, "kmod"), "", 0, ""))
                .toList();

        assertThat(write(0, 4, rows).get("rows").size()).isEqualTo(4);
        assertThat(write(8, 4, rows).get("rows").size()).isEqualTo(2);
        assertThat(write(8, 4, rows).get("total").asInt()).isEqualTo(10);
        assertThat(write(20, 4, rows).get("rows").size()).isZero();
        assertThat(write(-3, Integer.MAX_VALUE, rows).get("rows").size()).isEqualTo(10);
    }

    @Test
    public void the_page_s_script_knows_the_columns() throws IOException {
        try (InputStream file = RowsJson.class.getResourceAsStream("grid.js")) {
            String script = new String(file.readAllBytes(), UTF_8);
            String columns = script.substring(script.indexOf("COLUMNS = [") + 11, script.indexOf("];"));
            assertThat(columns.replaceAll("[\\s\"]", "").split(",", 0)).containsExactlyElementsOf(RowsJson.COLUMNS);
        }
    }

    private static String cell(JsonNode row, String column) {
        return row.get(RowsJson.COLUMNS.indexOf(column)).asText();
    }

    private static JsonNode write(int offset, int limit, List<RowsJson.Row> rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RowsJson.write(out, new RowsJson.Page("v-1", true, false, offset, limit), rows);
        return new ObjectMapper().readTree(out.toByteArray());
    }
}
