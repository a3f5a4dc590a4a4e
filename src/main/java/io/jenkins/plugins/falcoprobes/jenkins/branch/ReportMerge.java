package io.jenkins.plugins.falcoprobes.jenkins.branch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One {@code report.json} out of those of a call's branches, and of their tries: of each probe the entry that says most,
 * of each package one.
 */
final class ReportMerge {
    private static final JsonMapper MAPPER = new JsonMapper();

    /** What an entry of a probe is worth: that it was built is more than that it was there afterwards. */
    private static final List<String> OUTCOMES = List.of("interrupted", "skipped", "present", "failed", "built");

    private ReportMerge() {}

    /**
     * Writes the merged report.
     *
     * @param reports the reports, the oldest first; at least one
     * @throws IOException if one of them is no report
     */
    static void write(List<Path> reports, OutputStream out) throws IOException {
        List<ObjectNode> parts = new ArrayList<>();
        for (Path report : reports) {
            try (InputStream in = Files.newInputStream(report)) {
                if (MAPPER.readTree(in) instanceof ObjectNode part
                        && part.path("probes").isArray()) {
                    parts.add(part);
                } else {
                    throw new IOException(report + " is no report");
                }
            }
        }
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(out, merge(parts));
    }

    private static ObjectNode merge(List<ObjectNode> parts) {
        ObjectNode merged = parts.get(parts.size() - 1).deepCopy();
        Map<String, JsonNode> probes = new TreeMap<>(Comparator.naturalOrder());
        Map<String, JsonNode> packages = new LinkedHashMap<>();
        Map<String, JsonNode> warnings = new LinkedHashMap<>();
        Map<String, JsonNode> distros = new LinkedHashMap<>();
        long bytes = 0;
        for (ObjectNode part : parts) {
            part.path("probes").forEach(probe -> probes.merge(key(probe), probe, ReportMerge::better));
            part.path("packages")
                    .forEach(each -> packages.put(each.path("sha256").asText(), each));
            part.path("warnings").forEach(each -> warnings.put(each.asText(), each));
            part.path("request").path("distros").forEach(each -> distros.put(each.asText(), each));
            bytes += part.path("downloadedBytes").asLong();
        }
        merged.put("started", begun(parts).toString());
        merged.put("seconds", seconds(parts));
        merged.put("downloadedBytes", bytes);
        merged.set("probes", array(probes));
        merged.set("packages", array(packages));
        merged.set("warnings", array(warnings));
        if (merged.path("request") instanceof ObjectNode request) {
            request.set("distros", array(distros));
        }
        merged.set("counts", counts(probes));
        merged.put("interrupted", merged.path("counts").path("interrupted").asInt() > 0);
        return merged;
    }

    private static Instant begun(List<ObjectNode> parts) {
        return parts.stream()
                .map(part -> Instant.parse(part.path("started").asText()))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    /** From the begin of the first part to the end of the last. */
    private static double seconds(List<ObjectNode> parts) {
        Instant begun = begun(parts);
        return parts.stream()
                .mapToDouble(part ->
                        (Instant.parse(part.path("started").asText()).toEpochMilli() - begun.toEpochMilli()) / 1000.0
                                + part.path("seconds").asDouble())
                .max()
                .orElseThrow();
    }

    private static String key(JsonNode probe) {
        return String.join(
                "/",
                probe.path("distro").asText(),
                probe.path("release").asText(),
                probe.path("architecture").asText(),
                probe.path("kind").asText());
    }

    private static JsonNode better(JsonNode first, JsonNode second) {
        return rank(second) >= rank(first) ? second : first;
    }

    private static int rank(JsonNode probe) {
        return OUTCOMES.indexOf(probe.path("outcome").asText());
    }

    private static ArrayNode array(Map<String, JsonNode> nodes) {
        ArrayNode array = MAPPER.createArrayNode();
        nodes.values().forEach(array::add);
        return array;
    }

    private static ObjectNode counts(Map<String, JsonNode> probes) {
        ObjectNode counts = MAPPER.createObjectNode();
        for (String outcome : List.of("built", "present", "skipped", "failed", "interrupted")) {
            counts.put(
                    outcome,
                    probes.values().stream()
                            .filter(probe -> probe.path("outcome").asText().equals(outcome))
                            .count());
        }
        return counts;
    }
}
