package io.jenkins.plugins.falcoprobes.provenance;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.manifest.RunEntries;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.store.StoredProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a run built, as an in-toto statement with SLSA's provenance for a predicate
 * (https://in-toto.io/Statement/v1, https://slsa.dev/provenance/v1). The same run gives the same bytes.
 */
final class ProvenanceStatement {
    static final String BUILD_TYPE = "https://github.com/jenkinsci/falco-probe-builder-plugin/build/v1";

    private final BuildSummary summary;
    private final BuilderFacts builder;
    private final List<ProbeResult> built;
    private final Map<String, String> subjects = new TreeMap<>();

    /**
     * The statement of a run.
     *
     * @param published which of the files that were built it is about
     */
    ProvenanceStatement(BuildSummary summary, BuilderFacts builder, Predicate<StoredProbe> published) {
        this.summary = summary;
        this.builder = builder;
        this.built = summary.results().stream()
                .filter(result -> result.isBuilt() && result.files().stream().anyMatch(published))
                .toList();
        built.forEach(result ->
                result.files().stream().filter(published).forEach(file -> subjects.put(file.path(), file.sha256())));
    }

    /** Whether there is nothing to state: in-toto wants a subject. */
    boolean isEmpty() {
        return subjects.isEmpty();
    }

    byte[] json() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(out, JsonEncoding.UTF8)) {
            json.writeStartObject();
            json.writeStringField("_type", "https://in-toto.io/Statement/v1");
            json.writeArrayFieldStart("subject");
            for (Map.Entry<String, String> subject : subjects.entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", subject.getKey());
                writeDigest(json, subject.getValue());
                json.writeEndObject();
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

    private void writeDefinition(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("buildDefinition");
        json.writeStringField("buildType", BUILD_TYPE);
        writeExternalParameters(json, summary.request());
        json.writeObjectFieldStart("internalParameters");
        json.writeNumberField("jobs", summary.request().jobs());
        json.writeNumberField("timeoutSeconds", summary.request().timeout().toSeconds());
        json.writeEndObject();
        json.writeArrayFieldStart("resolvedDependencies");
        writeDriver(json);
        writeImages(json);
        for (KernelPackage part : packages()) {
            json.writeStartObject();
            json.writeStringField("name", part.name() + " " + part.version());
            json.writeStringField("uri", Redaction.withoutCredentials(part.uri().toString()));
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
    private void writeDriver(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", "driver " + summary.driver().version());
        if (!summary.driver().digest().isEmpty()) {
            json.writeObjectFieldStart("digest");
            json.writeStringField("falcoDriverTree", summary.driver().digest());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("annotations");
        json.writeStringField(
                "source", Redaction.withoutCredentials(summary.driver().source()));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeImages(JsonGenerator json) throws IOException {
        Map<String, String> images = new TreeMap<>();
        for (ProbeResult result : built) {
            if (result.image().matches("sha256:[0-9a-f]{64}")) {
                images.put(result.image(), result.toolchain());
            }
        }
        for (Map.Entry<String, String> image : images.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", "builder image " + image.getValue());
            writeDigest(json, image.getKey().substring("sha256:".length()));
            json.writeEndObject();
        }
    }

    private Collection<KernelPackage> packages() {
        Map<String, KernelPackage> packages = new TreeMap<>();
        for (ProbeResult result : built) {
            RunEntries.usedPackages(summary, result.build().kernel())
                    .forEach(part -> packages.put(part.uri() + " " + part.sha256(), part));
        }
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
                "startedOn", summary.started().truncatedTo(ChronoUnit.SECONDS).toString());
        json.writeStringField(
                "finishedOn",
                summary.started()
                        .plus(summary.elapsed())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
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
