package io.jenkins.plugins.falcoprobes.jenkins.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;

/**
 * Probe records as one line of JSON: how they travel from agents and lie in the ledger. What is empty is left out: of a
 * planned probe, of which there are thousands in each plan, that is most.
 */
public final class RecordJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_DEFAULT, JsonInclude.Include.ALWAYS))
            .withConfigOverride(
                    String.class, config -> config.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .withConfigOverride(
                    List.class, config -> config.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();
    private static final ObjectReader READER = MAPPER.readerFor(ProbeRecord.class);
    private static final ObjectReader LIST_READER = MAPPER.readerForListOf(ProbeRecord.class);
    private static final ObjectWriter WRITER = MAPPER.writer();

    private RecordJson() {}

    /** A record as JSON in one line. */
    public static String write(ProbeRecord probe) {
        return text(probe);
    }

    /** Records as a JSON array in one line. */
    public static String write(List<ProbeRecord> probes) {
        return text(probes);
    }

    /** Reads what {@link #write(ProbeRecord)} wrote; an {@link IOException} for anything else. */
    public static ProbeRecord read(String json) throws IOException {
        return READER.readValue(json);
    }

    /** Reads what {@link #write(List)} wrote; an {@link IOException} for anything else. */
    public static List<ProbeRecord> readAll(String json) throws IOException {
        return LIST_READER.readValue(json);
    }

    private static String text(Object value) {
        try {
            return WRITER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record of strings and numbers has no JSON", e);
        }
    }
}
