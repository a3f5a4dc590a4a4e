package io.jenkins.plugins.falcoprobes.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.Failure;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.store.Publication;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** A report as {@code report.json}; {@code report.schema.json}, beside this class, is its schema. */
public final class JsonReport {
    private JsonReport() {}

    /** Writes the report in UTF-8 and leaves {@code out} open. */
    public static void write(BuildReport report, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.generator(out)) {
            BuildSummary summary = report.summary();
            json.writeStartObject();
            json.writeNumberField("schemaVersion", BuildReport.SCHEMA_VERSION);
            json.writeStringField("program", report.host().program());
            json.writeStringField("started", summary.started().toString());
            JsonText.seconds(json, "seconds", summary.elapsed());
            json.writeNumberField("downloadedBytes", summary.downloaded());
            json.writeBooleanField("interrupted", summary.interrupted());
            writeRequest(json, summary.request());
            writeDriver(json, summary.driver());
            writeHost(json, report.host());
            writePublication(json, summary.publication());
            writeCounts(json, report);
            JsonText.strings(
                    json,
                    "warnings",
                    summary.plan().warnings().stream()
                            .map(Redaction::withoutCredentials)
                            .toList());
            json.writeArrayFieldStart("probes");
            for (ReportEntry entry : report.entries()) {
                writeEntry(json, entry);
            }
            json.writeEndArray();
            writePackages(json, report);
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void writeRequest(JsonGenerator json, BuildRequest request) throws IOException {
        json.writeObjectFieldStart("request");
        json.writeStringField("falcoVersion", request.falcoVersion().value());
        JsonText.strings(json, "distros", request.distros());
        json.writeStringField("kernels", request.kernels().pattern());
        if (request.latest().isPresent()) {
            json.writeNumberField("latest", request.latest().getAsInt());
        }
        JsonText.strings(
                json,
                "kinds",
                request.kinds().stream().map(Object::toString).sorted().toList());
        JsonText.strings(
                json,
                "architectures",
                request.architectures().stream().map(Object::toString).sorted().toList());
        json.writeStringField("driverSource", Redaction.withoutCredentials(request.driverSource()));
        json.writeStringField("naming", request.naming().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("jobs", request.jobs());
        JsonText.seconds(json, "timeoutSeconds", request.timeout());
        json.writeNumberField("retries", request.retries());
        json.writeBooleanField("force", request.force());
        json.writeEndObject();
    }

    private static void writeDriver(JsonGenerator json, BuildSummary.DriverFacts driver) throws IOException {
        json.writeObjectFieldStart("driver");
        json.writeStringField("version", driver.version());
        json.writeStringField("source", Redaction.withoutCredentials(driver.source()));
        json.writeStringField("digest", driver.digest());
        json.writeEndObject();
    }

    private static void writeHost(JsonGenerator json, HostFacts host) throws IOException {
        json.writeObjectFieldStart("host");
        json.writeStringField("os", host.os());
        json.writeStringField("architecture", host.architecture());
        json.writeNumberField("processors", host.processors());
        json.writeStringField("java", host.java());
        json.writeEndObject();
    }

    private static void writePublication(JsonGenerator json, Publication publication) throws IOException {
        if (publication.place().isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("publication");
        json.writeStringField("place", publication.place());
        json.writeNumberField("uploaded", publication.uploaded());
        json.writeNumberField("failed", publication.failed().size());
        json.writeEndObject();
    }

    private static void writeCounts(JsonGenerator json, BuildReport report) throws IOException {
        json.writeObjectFieldStart("counts");
        for (Map.Entry<Outcome, Integer> count : report.counts().entrySet()) {
            json.writeNumberField(count.getKey().id(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void writeEntry(JsonGenerator json, ReportEntry entry) throws IOException {
        json.writeStartObject();
        JsonText.kernelFields(json, entry.kernel());
        json.writeStringField("kind", entry.kind().id());
        json.writeStringField("outcome", entry.outcome().id());
        if (!entry.reason().isEmpty()) {
            json.writeStringField("reason", entry.reason());
            json.writeStringField("detail", entry.detail());
        }
        if (!entry.toolchain().isEmpty()) {
            json.writeStringField("toolchain", entry.toolchain());
        }
        writeFiles(json, entry.files());
        if (entry.result().isPresent()) {
            writeResult(json, entry.result().get());
            JsonText.strings(
                    json,
                    "packages",
                    knownPackages(entry.result().get())
                            .map(KernelPackage::sha256)
                            .toList());
        }
        json.writeEndObject();
    }

    private static void writeFiles(JsonGenerator json, List<ReportFile> files) throws IOException {
        json.writeArrayFieldStart("files");
        for (ReportFile file : files) {
            json.writeStartObject();
            json.writeStringField("path", file.path());
            if (file.alias()) {
                json.writeBooleanField("alias", true);
            }
            if (file.size().isPresent()) {
                json.writeNumberField("size", file.size().getAsLong());
            }
            if (file.sha256().isPresent()) {
                json.writeStringField("sha256", file.sha256().get());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeResult(JsonGenerator json, ProbeResult result) throws IOException {
        JsonText.seconds(json, "seconds", result.elapsed());
        JsonText.seconds(json, "cpuSeconds", result.compilerTime());
        json.writeStringField("compiler", result.compiler());
        json.writeStringField("image", result.image());
        json.writeStringField("log", result.log());
        if (!result.tries().isEmpty()) {
            JsonText.strings(
                    json,
                    "tries",
                    result.tries().stream().map(Redaction::withoutCredentials).toList());
        }
        if (!result.unchecked().isEmpty()) {
            JsonText.strings(json, "unchecked", result.unchecked());
        }
        if (result.failure().isPresent()) {
            Failure failure = result.failure().get();
            json.writeObjectFieldStart("failure");
            json.writeStringField("class", failure.type().id());
            json.writeStringField("stage", failure.stage().id());
            json.writeStringField("message", Redaction.withoutCredentials(failure.message()));
            json.writeStringField("hint", Redaction.withoutCredentials(failure.hint()));
            JsonText.strings(
                    json,
                    "logTail",
                    failure.logTail().stream()
                            .map(Redaction::withoutCredentials)
                            .toList());
            json.writeEndObject();
        }
    }

    /** What could not be fetched may have no checksum. */
    private static Stream<KernelPackage> knownPackages(ProbeResult result) {
        return result.build().kernel().packages().stream()
                .filter(part -> !part.sha256().isEmpty());
    }

    /** Kernels share packages, so each is written once and named by its checksum. */
    private static void writePackages(JsonGenerator json, BuildReport report) throws IOException {
        Map<String, KernelPackage> packages = new LinkedHashMap<>();
        for (ReportEntry entry : report.entries()) {
            if (entry.result().isPresent()) {
                knownPackages(entry.result().get()).forEach(part -> packages.putIfAbsent(part.sha256(), part));
            }
        }
        json.writeArrayFieldStart("packages");
        for (KernelPackage part : packages.values()) {
            json.writeStartObject();
            JsonText.packageFields(json, part);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
