package io.jenkins.plugins.falcoprobes.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import io.jenkins.plugins.falcoprobes.report.JsonText;
import io.jenkins.plugins.falcoprobes.retention.Inventory;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan;
import io.jenkins.plugins.falcoprobes.retention.PrunePlan.Condemned;
import io.jenkins.plugins.falcoprobes.retention.PublishedFile;
import java.io.IOException;
import java.io.OutputStream;

/** What a prune does, as one JSON document. */
final class PruneJson {
    private PruneJson() {}

    /** Writes it in UTF-8 and leaves {@code out} open. */
    static void write(PrunePlan plan, boolean deleted, OutputStream out) throws IOException {
        Inventory inventory = plan.inventory();
        try (JsonGenerator json = JsonText.generator(out)) {
            json.writeStartObject();
            json.writeBooleanField("deleted", deleted);
            json.writeArrayFieldStart("probes");
            for (Condemned condemned : plan.condemned()) {
                json.writeStartObject();
                json.writeStringField("driver", condemned.probe().driver());
                json.writeStringField("release", condemned.probe().release());
                json.writeStringField("architecture", condemned.probe().architecture());
                json.writeStringField("at", condemned.probe().at().toString());
                json.writeStringField("reason", condemned.reason());
                json.writeNumberField("size", condemned.probe().size());
                JsonText.strings(
                        json,
                        "files",
                        condemned.probe().files().stream()
                                .map(PublishedFile::path)
                                .toList());
                json.writeEndObject();
            }
            json.writeEndArray();
            JsonText.strings(
                    json,
                    "halfDeleted",
                    inventory.halfDeleted().stream().map(PublishedFile::path).toList());
            JsonText.strings(
                    json,
                    "gone",
                    inventory.gone().stream().map(ManifestEntry::file).toList());
            json.writeNumberField("size", plan.size());
            json.writeObjectFieldStart("kept");
            for (PrunePlan.Kept reason : PrunePlan.Kept.values()) {
                json.writeNumberField(reason.id(), plan.kept().getOrDefault(reason, 0));
            }
            json.writeEndObject();
            json.writeNumberField("otherFiles", inventory.foreign().size());
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }
}
