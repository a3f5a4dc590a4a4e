package io.jenkins.plugins.falcoprobes.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.JsonText;
import io.jenkins.plugins.falcoprobes.report.Redaction;
import io.jenkins.plugins.falcoprobes.survey.SeenKernel;
import io.jenkins.plugins.falcoprobes.survey.Survey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A survey as one JSON document. */
final class CheckJson {
    private CheckJson() {}

    /** Writes it in UTF-8 and leaves {@code out} open. */
    static void write(Survey survey, FalcoRelease falco, OutputStream out) throws IOException {
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartObject();
            json.writeStringField("distro", survey.distro());
            json.writeStringField("falcoVersion", falco.falco().value());
            json.writeStringField("driverVersion", falco.driver().value());
            json.writeNumberField("kernels", survey.plan().kernels().size());
            if (survey.before().isPresent()) {
                json.writeStringField("since", survey.before().get().at().toString());
            }
            kernels(json, "new", survey.added());
            json.writeArrayFieldStart("changed");
            for (Survey.Changed changed : survey.changed()) {
                json.writeStartObject();
                JsonText.kernelFields(json, changed.kernel());
                json.writeStringField("before", changed.before());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("vanished");
            for (SeenKernel seen : survey.vanished()) {
                json.writeStartObject();
                json.writeStringField("release", seen.release().value());
                json.writeStringField("packageVersion", seen.packageVersion());
                json.writeStringField("architecture", seen.architecture().machine());
                json.writeEndObject();
            }
            json.writeEndArray();
            builds(json, survey.plan().builds());
            json.writeArrayFieldStart("obstacles");
            for (Survey.Obstacle obstacle : survey.obstacles()) {
                json.writeStartObject();
                json.writeStringField("kind", obstacle.kind().id());
                json.writeStringField("reason", obstacle.reason().id());
                json.writeStringField("detail", Redaction.withoutCredentials(obstacle.detail()));
                kernels(json, "kernels", obstacle.kernels());
                json.writeEndObject();
            }
            json.writeEndArray();
            texts(json, "warnings", survey.plan().warnings());
            texts(json, "newWarnings", survey.newWarnings());
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static void kernels(JsonGenerator json, String field, List<Kernel> kernels) throws IOException {
        json.writeArrayFieldStart(field);
        for (Kernel kernel : kernels) {
            json.writeStartObject();
            JsonText.kernelFields(json, kernel);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void builds(JsonGenerator json, List<ProbeBuild> builds) throws IOException {
        json.writeArrayFieldStart("builds");
        for (ProbeBuild build : builds) {
            json.writeStartObject();
            JsonText.kernelFields(json, build.kernel());
            json.writeStringField("kind", build.kind().id());
            json.writeStringField("toolchain", build.toolchain().id());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        JsonText.strings(
                json, field, texts.stream().map(Redaction::withoutCredentials).toList());
    }
}
