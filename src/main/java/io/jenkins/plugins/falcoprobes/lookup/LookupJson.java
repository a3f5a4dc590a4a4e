package io.jenkins.plugins.falcoprobes.lookup;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jenkins.plugins.falcoprobes.driver.LoaderHost;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Answers as JSON, for programs. */
public final class LookupJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private LookupJson() {}

    /** Writes one object in UTF-8: the host, and an answer for each era and kind. Leaves {@code out} open. */
    public static void write(LoaderHost host, List<LookupAnswer> answers, OutputStream out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
            json.setPrettyPrinter(
                    new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
            json.writeStartObject();
            json.writeObjectFieldStart("host");
            json.writeStringField("os", host.os().id());
            json.writeStringField("osVersion", host.os().versionId());
            json.writeStringField("release", host.uname().release());
            json.writeStringField("version", host.uname().version());
            json.writeStringField("architecture", host.uname().machine().machine());
            json.writeEndObject();
            json.writeArrayFieldStart("answers");
            for (LookupAnswer answer : answers) {
                write(answer, json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void write(LookupAnswer answer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("firstFalco", answer.era().first().falco().value());
        json.writeStringField("falco", answer.era().last().falco().value());
        json.writeStringField("driver", answer.era().last().driver().value());
        json.writeStringField("kind", answer.kind().id());
        field(json, "path", answer.path());
        field(json, "url", answer.address());
        field(json, "problem", answer.problem());
        json.writeArrayFieldStart("places");
        for (Sighting sighting : answer.sightings()) {
            json.writeStartObject();
            json.writeStringField("where", sighting.where());
            json.writeStringField("state", sighting.state().id());
            field(json, "detail", sighting.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!answer.command().isEmpty()) {
            json.writeFieldName("command");
            json.writeArray(
                    answer.command().toArray(String[]::new), 0, answer.command().size());
        }
        field(json, "obstacle", answer.obstacle());
        field(json, "knownBad", answer.knownBad());
        json.writeEndObject();
    }

    /** What is not known is left out. */
    private static void field(JsonGenerator json, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            json.writeStringField(name, value);
        }
    }
}
