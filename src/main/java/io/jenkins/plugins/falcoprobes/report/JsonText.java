package io.jenkins.plugins.falcoprobes.report;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;

/**
 * Writes the JSON that reports and listings share, as a stream: thousands of kernels never stand in memory as a tree,
 * and the data binding, slow to load, is left alone.
 */
public final class JsonText {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private JsonText() {}

    /** A generator of indented JSON in UTF-8 that leaves {@code out} open. */
    public static JsonGenerator generator(OutputStream out) throws IOException {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
        json.setPrettyPrinter(
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter));
        return json;
    }

    /** The fields that say which kernel it is. */
    public static void kernelFields(JsonGenerator json, Kernel kernel) throws IOException {
        json.writeStringField("distro", kernel.distro());
        json.writeStringField("release", kernel.release().value());
        json.writeStringField("packageVersion", kernel.packageVersion());
        json.writeStringField("architecture", kernel.architecture().machine());
        json.writeStringField("flavour", kernel.flavour());
    }

    /** The fields of a package, without its role. */
    static void packageFields(JsonGenerator json, KernelPackage part) throws IOException {
        json.writeStringField("name", part.name());
        json.writeStringField("version", part.version());
        json.writeStringField("url", Redaction.withoutCredentials(part.uri().toString()));
        if (!part.sha256().isEmpty()) {
            json.writeNumberField("size", part.size());
            json.writeStringField("sha256", part.sha256());
        }
    }

    /** The word that reports use for what a package gives. */
    static String role(KernelPackage part) {
        return switch (part.role()) {
            case HEADERS -> "headers";
            case COMMON_HEADERS -> "common-headers";
            case KBUILD -> "kbuild";
            case SOURCE -> "source";
            case CONFIG -> "config";
        };
    }

    /** A list of texts. */
    public static void strings(JsonGenerator json, String field, Collection<String> values) throws IOException {
        json.writeArrayFieldStart(field);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /** A time in seconds with its milliseconds. */
    static void seconds(JsonGenerator json, String field, Duration time) throws IOException {
        json.writeFieldName(field);
        json.writeNumber(BigDecimal.valueOf(time.toMillis(), 3));
    }
}
