package io.jenkins.plugins.falcoprobes.provenance;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import io.jenkins.plugins.falcoprobes.manifest.PackageFacts;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run attests, as an in-toto statement with SLSA's provenance for a predicate
 * (https://in-toto.io/Statement/v1, https://slsa.dev/provenance/v1). The same run gives the same bytes.
 */
final class ProvenanceStatement {
    static final String BUILD_TYPE = "https://github.com/jenkinsci/falco-probe-builder-plugin/build/v1";

    private final Attested run;
    private final BuilderFacts builder;
    private final Map<String, ManifestEntry> subjects = new TreeMap<>();

    /** The statement of a run that has something to attest. */
    ProvenanceStatement(Attested run, BuilderFacts builder) {
        this.run = run;
        this.builder = builder;
        run.entries().forEach(entry -> entry.paths().forEach(path -> subjects.put(path, entry)));
    }

    byte[] json() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("_type", "https://in-toto.io/Statement/v1");
            json.writeArrayFieldStart("subject");
            for (Map.Entry<String, ManifestEntry> subject : subjects.entrySet()) {
                writeSubject(json, subject.getKey(), subject.getValue());
            }
            json.writeEndArray();
            json.writeStringField("predicateType", "https://slsa.dev/provenance/v1");
            json.writeObjectFieldStart("predicate");
            writeDefinition(json);
            writeDetails(json);
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** What an earlier run built, and this one brought to where it is published, says so. */
    private void writeSubject(JsonGenerator json, String path, ManifestEntry entry) throws IOException {
        String url = making(entry).buildUrl();
        boolean others = !url.isEmpty() && !url.equals(builder.invocation());
        json.writeStartObject();
        json.writeStringField("name", path);
        writeDigest(json, entry.sha256());
        if (others || entry.at().isBefore(run.started())) {
            json.writeObjectFieldStart("annotations");
            if (others) {
                json.writeStringField("builtBy", Redaction.withoutCredentials(url));
            }
            json.writeStringField("builtOn", entry.at().toString());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static Making making(ManifestEntry entry) {
        return entry.making().orElseThrow();
    }

    private void writeDefinition(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("buildDefinition");
        json.writeStringField("buildType", BUILD_TYPE);
        writeExternalParameters(json, run.request());
        json.writeObjectFieldStart("internalParameters");
        json.writeNumberField("timeoutSeconds", run.request().timeout().toSeconds());
        if (!run.toldBy().isEmpty()) {
            json.writeStringField("resolvedDependenciesToldBy", run.toldBy());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("resolvedDependencies");
        writeDrivers(json);
        writeImages(json);
        for (PackageFacts part : packages()) {
            json.writeStartObject();
            json.writeStringField("name", part.name() + " " + part.version());
            json.writeStringField("uri", Redaction.withoutCredentials(part.url()));
            writeDigest(json, part.sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeExternalParameters(JsonGenerator json, BuildRequest request) throws IOException {
        json.writeObjectFieldStart("externalParameters");
        json.writeStringField("falcoVersion", request.falcoVersion().value());
        writeTexts(json, "distros", request.distros());
        json.writeStringField("kernels", request.kernels().pattern());
        if (request.latest().isPresent()) {
            json.writeNumberField("latest", request.latest().getAsInt());
        }
        writeTexts(json, "kinds", sorted(request.kinds()));
        writeTexts(json, "architectures", sorted(request.architectures()));
        json.writeStringField("driverSource", Redaction.withoutCredentials(request.driverSource()));
        json.writeStringField("naming", request.naming().name().toLowerCase(Locale.ROOT));
        json.writeBooleanField("force", request.force());
        json.writeEndObject();
    }

    /** The digest is over the source's files, not of one file: it has a name of its own, so that nobody mistakes it. */
    private void writeDrivers(JsonGenerator json) throws IOException {
        Map<String, ManifestEntry> drivers = new TreeMap<>();
        for (ManifestEntry entry : run.entries()) {
            Making making = making(entry);
            drivers.putIfAbsent(
                    entry.driverVersion() + " " + making.driverDigest() + " " + making.driverSource(), entry);
        }
        for (ManifestEntry entry : drivers.values()) {
            Making making = making(entry);
            json.writeStartObject();
            json.writeStringField("name", "driver " + entry.driverVersion());
            if (!making.driverDigest().isEmpty()) {
                json.writeObjectFieldStart("digest");
                json.writeStringField("falcoDriverTree", making.driverDigest());
                json.writeEndObject();
            }
            json.writeObjectFieldStart("annotations");
            json.writeStringField("source", Redaction.withoutCredentials(making.driverSource()));
            json.writeEndObject();
            json.writeEndObject();
        }
    }

    private void writeImages(JsonGenerator json) throws IOException {
        Set<String> images = new TreeSet<>();
        run.entries().stream()
                .map(entry -> making(entry).image())
                .filter(image -> image.matches("sha256:[0-9a-f]{64}"))
                .forEach(images::add);
        for (String image : images) {
            json.writeStartObject();
            json.writeStringField("name", "builder image");
            writeDigest(json, image.substring("sha256:".length()));
            json.writeEndObject();
        }
    }

    private Collection<PackageFacts> packages() {
        Map<String, PackageFacts> packages = new TreeMap<>();
        run.entries()
                .forEach(entry ->
                        making(entry).packages().forEach(part -> packages.put(part.url() + " " + part.sha256(), part)));
        return packages.values();
    }

    private void writeDetails(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("runDetails");
        json.writeObjectFieldStart("builder");
        json.writeStringField("id", builder.id().toString());
        json.writeObjectFieldStart("version");
        json.writeStringField("falco-probe-builder", builder.version());
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectFieldStart("metadata");
        if (!builder.invocation().isEmpty()) {
            json.writeStringField("invocationId", Redaction.withoutCredentials(builder.invocation()));
        }
        json.writeStringField(
                "startedOn", run.started().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeStringField(
                "finishedOn", run.finished().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeDigest(JsonGenerator json, String sha256) throws IOException {
        json.writeObjectFieldStart("digest");
        json.writeStringField("sha256", sha256);
        json.writeEndObject();
    }

    private static List<String> sorted(Collection<?> values) {
        return values.stream().map(Object::toString).sorted().toList();
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
