package io.jenkins.plugins.falcoprobes.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Kernels and plans as JSON, for programs that read the command line's output. */
public final class JsonListing {
    private JsonListing() {}

    /** Writes an array with one object per kernel. */
    public static void writeKernels(List<Kernel> kernels, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartArray();
            for (Kernel kernel : kernels) {
                writeKernel(json, kernel);
            }
            json.writeEndArray();
        }
        out.write('\n');
        out.flush();
    }

    private static void writeKernel(JsonGenerator json, Kernel kernel) throws IOException {
        json.writeStartObject();
        JsonText.kernelFields(json, kernel);
        json.writeStringField("buildVersion", kernel.buildVersion());
        if (kernel.compiler().isPresent()) {
            json.writeStringField("compiler", kernel.compiler().get().toString());
        }
        JsonText.strings(json, "origins", kernel.origins());
        json.writeArrayFieldStart("packages");
        for (KernelPackage part : kernel.packages()) {
            json.writeStartObject();
            json.writeStringField("role", JsonText.role(part));
            JsonText.packageFields(json, part);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** All of them, and which of them are aliases. */
    private static void writePaths(JsonGenerator json, List<ProbePath> paths) throws IOException {
        JsonText.strings(json, "paths", paths.stream().map(ProbePath::path).toList());
        JsonText.strings(
                json,
                "aliases",
                paths.stream().filter(ProbePath::alias).map(ProbePath::path).toList());
    }

    /** Writes an object with the probes to build, the skipped ones and the warnings. */
    public static void writePlan(BuildPlan plan, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartObject();
            json.writeNumberField("kernels", plan.kernels().size());
            json.writeArrayFieldStart("builds");
            for (ProbeBuild build : plan.builds()) {
                json.writeStartObject();
                JsonText.kernelFields(json, build.kernel());
                json.writeStringField("kind", build.kind().id());
                json.writeStringField("toolchain", build.toolchain().id());
                writePaths(json, build.paths());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("skipped");
            for (SkippedProbe skip : plan.skipped()) {
                json.writeStartObject();
                JsonText.kernelFields(json, skip.kernel());
                json.writeStringField("kind", skip.kind().id());
                json.writeStringField("reason", skip.reason().id());
                json.writeStringField("detail", Redaction.withoutCredentials(skip.detail()));
                writePaths(json, skip.paths());
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonText.strings(
                    json,
                    "warnings",
                    plan.warnings().stream().map(Redaction::withoutCredentials).toList());
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }
}
