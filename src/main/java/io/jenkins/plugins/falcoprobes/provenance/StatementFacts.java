package io.jenkins.plugins.falcoprobes.provenance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a statement says that somebody can check who did not build.
 *
 * @param builder who built
 * @param invocation which run it was
 * @param subjects each file's SHA-256
 */
public record StatementFacts(String builder, String invocation, Map<String, String> subjects) {
    private static final JsonMapper MAPPER = new JsonMapper();

    public StatementFacts {
        subjects = Map.copyOf(subjects);
    }

    /**
     * Reads a statement.
     *
     * @throws IOException if it is none
     */
    public static StatementFacts of(byte[] statement) throws IOException {
        JsonNode json;
        try {
            json = MAPPER.readTree(statement);
        } catch (JsonProcessingException e) {
            throw new IOException("What should be an attestation is none: " + e.getOriginalMessage(), e);
        }
        Map<String, String> subjects = new TreeMap<>();
        for (JsonNode subject : json.path("subject")) {
            subjects.put(
                    subject.path("name").asText(),
                    subject.path("digest").path("sha256").asText());
        }
        JsonNode details = json.path("predicate").path("runDetails");
        return new StatementFacts(
                details.path("builder").path("id").asText(),
                details.path("metadata").path("invocationId").asText(),
                subjects);
    }
}
