package io.jenkins.plugins.falcoprobes.manifest;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes {@code index.json}, with a line for each entry, as a stream; {@code index.schema.json}, beside this class, is its
 * schema. Packages, which kernels share, are written once and named by their checksum: that halves the file.
 */
public final class ManifestJson {
    /** The version of the format; grows when a reader has to change. */
    static final int SCHEMA_VERSION = 1;

    static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ManifestJson() {}

    /** Writes a manifest in UTF-8 and leaves {@code out} open. */
    public static void write(Manifest manifest, OutputStream out) throws IOException {
        try (JsonGenerator json = begin(out)) {
            writeEntries(json, manifest.entries());
            if (!manifest.deleting().isEmpty()) {
                writeTexts(json, "deleting", manifest.deleting());
            }
            json.writeEndObject();
            json.writeRaw('\n');
        }
    }

    static byte[] bytes(Manifest manifest) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(manifest, out);
        return out.toByteArray();
    }

    /** A change on its own, as a shard that somebody joins later. */
    public static byte[] bytes(ManifestChange change) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = begin(out)) {
            writeEntries(json, change.added());
            json.writeArrayFieldStart("removed");
            for (ManifestChange.Removal removal : change.removed()) {
                json.writeRaw('\n');
                json.writeStartObject();
                json.writeStringField("file", removal.file());
                json.writeStringField("sha256", removal.sha256());
                json.writeStringField("at", removal.at().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
            writeTexts(json, "deleted", change.deleted());
            json.writeEndObject();
            json.writeRaw('\n');
        }
        return out.toByteArray();
    }

    private static JsonGenerator begin(OutputStream out) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
        json.writeStartObject();
        json.writeNumberField("schemaVersion", SCHEMA_VERSION);
        return json;
    }

    private static void writeEntries(JsonGenerator json, Collection<ManifestEntry> entries) throws IOException {
        Map<String, PackageFacts> packages = new TreeMap<>();
        entries.forEach(entry -> entry.making()
                .ifPresent(making -> making.packages().forEach(part -> packages.put(part.sha256(), part))));
        // Before the entries, so that a reader of the stream knows them when their checksums come.
        json.writeArrayFieldStart("packages");
        for (PackageFacts part : packages.values()) {
            json.writeRaw('\n');
            json.writeStartObject();
            json.writeStringField("sha256", part.sha256());
            json.writeStringField("name", part.name());
            json.writeStringField("version", part.version());
            json.writeStringField("url", part.url());
            json.writeNumberField("size", part.size());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("probes");
        for (ManifestEntry entry : entries) {
            json.writeRaw('\n');
            writeEntry(json, entry);
        }
        json.writeEndArray();
    }

    private static void writeEntry(JsonGenerator json, ManifestEntry entry) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", entry.file());
        json.writeStringField("sha256", entry.sha256());
        json.writeNumberField("size", entry.size());
        json.writeObjectFieldStart("kernel");
        json.writeStringField("distro", entry.kernel().distro());
        json.writeStringField("release", entry.kernel().release());
        json.writeStringField("packageVersion", entry.kernel().packageVersion());
        json.writeStringField("version", entry.kernel().version());
        json.writeStringField("architecture", entry.kernel().architecture());
        json.writeStringField("flavour", entry.kernel().flavour());
        json.writeEndObject();
        json.writeStringField("kind", entry.kind().id());
        json.writeStringField("falcoVersion", entry.falcoVersion());
        json.writeObjectFieldStart("driver");
        json.writeStringField("version", entry.driverVersion());
        if (entry.making().isPresent()) {
            json.writeStringField("digest", entry.making().get().driverDigest());
            json.writeStringField("source", entry.making().get().driverSource());
        }
        json.writeEndObject();
        writeTexts(json, "aliases", entry.aliases());
        if (entry.making().isPresent()) {
            writeMaking(json, entry.making().get());
            json.writeStringField("builtAt", entry.at().toString());
        } else {
            json.writeStringField("foundAt", entry.at().toString());
        }
        json.writeEndObject();
    }

    private static void writeMaking(JsonGenerator json, Making making) throws IOException {
        json.writeStringField("compiler", making.compiler());
        json.writeStringField("image", making.image());
        writeTexts(
                json,
                "packages",
                making.packages().stream().map(PackageFacts::sha256).toList());
        writeTexts(json, "configMd5s", making.configMd5s());
        json.writeStringField("buildUrl", making.buildUrl());
        json.writeStringField("provenance", making.provenance());
    }

    private static void writeTexts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
