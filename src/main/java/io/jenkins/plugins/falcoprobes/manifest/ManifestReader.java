package io.jenkins.plugins.falcoprobes.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.manifest.ManifestChange.Removal;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry.Making;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what {@link ManifestJson} writes, as a stream; fields that it does not know are passed over. */
public final class ManifestReader {
    private final JsonParser json;
    private final Map<String, PackageFacts> packages = new HashMap<>();
    /** Thousands of entries share a few texts: compilers, images, distributions. */
    private final Map<String, String> shared = new HashMap<>();

    private final List<ManifestEntry> entries = new ArrayList<>();
    private final List<Removal> removed = new ArrayList<>();
    private List<String> deleted = List.of();
    private List<String> deleting = List.of();

    private ManifestReader(JsonParser json) {
        this.json = json;
    }

    /**
     * Reads a manifest.
     *
     * @param where what it is called in a complaint
     */
    static Manifest manifest(byte[] content, String where) throws ManifestException {
        ManifestReader reader = read(content, where);
        return Manifest.of(reader.entries, reader.deleting);
    }

    /**
     * Reads a change.
     *
     * @param where what it is called in a complaint
     */
    public static ManifestChange change(byte[] content, String where) throws ManifestException {
        ManifestReader reader = read(content, where);
        return new ManifestChange(reader.entries, reader.removed, reader.deleted);
    }

    private static ManifestReader read(byte[] content, String where) throws ManifestException {
        try (JsonParser json = ManifestJson.FACTORY.createParser(content)) {
            ManifestReader reader = new ManifestReader(json);
            reader.readDocument();
            return reader;
        } catch (JsonProcessingException e) {
            String place =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new ManifestException(where + " is no index of probes: " + e.getOriginalMessage() + place, e);
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            throw new ManifestException(where + " is no index of probes: " + e.getMessage(), e);
        }
    }

    private void readDocument() throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "schemaVersion" -> checkVersion(json.getIntValue());
                case "packages" -> eachObject(this::readPackage);
                case "probes" -> eachObject(this::readEntry);
                case "removed" -> eachObject(this::readRemoval);
                case "deleted" -> deleted = texts();
                case "deleting" -> deleting = texts();
                default -> json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("it ends too early");
        }
    }

    private static void checkVersion(int version) throws IOException {
        if (version != ManifestJson.SCHEMA_VERSION) {
            throw new IOException("its schemaVersion is " + version + ", and this program knows "
                    + ManifestJson.SCHEMA_VERSION + "; use a newer one");
        }
    }

    private interface ObjectReader {
        void read() throws IOException;
    }

    private void eachObject(ObjectReader reader) throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            reader.read();
        }
    }

    private void readPackage() throws IOException {
        Fields fields = new Fields();
        fields.read();
        PackageFacts part = new PackageFacts(
                fields.required("name"),
                fields.required("version"),
                fields.required("url"),
                fields.number("size"),
                fields.required("sha256"));
        packages.put(part.sha256(), part);
    }

    private void readRemoval() throws IOException {
        Fields fields = new Fields();
        fields.read();
        removed.add(
                new Removal(fields.required("file"), fields.required("sha256"), Instant.parse(fields.required("at"))));
    }

    private void readEntry() throws IOException {
        Fields fields = new Fields();
        fields.read();
        String kind = fields.required("kind");
        Optional<String> builtAt = fields.text("builtAt");
        Optional<Making> making = builtAt.map(at -> making(fields));
        entries.add(new ManifestEntry(
                fields.required("file"),
                fields.required("sha256"),
                fields.number("size"),
                new KernelFacts(
                        fields.required("kernel.distro"),
                        fields.required("kernel.release"),
                        fields.optional("kernel.packageVersion"),
                        fields.optional("kernel.version"),
                        fields.required("kernel.architecture"),
                        fields.optional("kernel.flavour")),
                ProbeKind.named(kind).orElseThrow(() -> new IOException("\"" + kind + "\" is no kind of probe")),
                fields.required("driver.version"),
                fields.optional("falcoVersion"),
                fields.list("aliases"),
                making,
                Instant.parse(builtAt.isPresent() ? builtAt.get() : fields.required("foundAt"))));
    }

    private Making making(Fields fields) {
        return new Making(
                fields.optional("driver.digest"),
                fields.optional("driver.source"),
                fields.optional("compiler"),
                fields.optional("image"),
                fields.list("packages").stream()
                        .map(packages::get)
                        .filter(part -> part != null)
                        .toList(),
                fields.list("configMd5s"),
                fields.optional("buildUrl"),
                fields.optional("provenance"));
    }

    private List<String> texts() throws IOException {
        expect(json.currentToken(), JsonToken.START_ARRAY);
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_STRING);
            texts.add(json.getText());
        }
        return texts;
    }

    private static void expect(JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException(found + " stands where " + wanted + " should");
        }
    }

    /** An object's scalars and lists of texts, those of objects in it by dotted names. */
    private final class Fields {
        private final Map<String, String> texts = new HashMap<>();
        private final Map<String, List<String>> lists = new HashMap<>();

        void read() throws IOException {
            read("");
        }

        private void read(String prefix) throws IOException {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = prefix + json.currentName();
                switch (json.nextToken()) {
                    case START_OBJECT -> read(name + ".");
                    case START_ARRAY -> readList(name);
                    case VALUE_NULL -> {}
                    default -> texts.put(name, shared.computeIfAbsent(json.getText(), text -> text));
                }
            }
        }

        private void readList(String name) throws IOException {
            List<String> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken().isStructStart()) {
                    json.skipChildren();
                } else {
                    values.add(json.getText());
                }
            }
            lists.put(name, values);
        }

        Optional<String> text(String name) {
            return Optional.ofNullable(texts.get(name));
        }

        String optional(String name) {
            return texts.getOrDefault(name, "");
        }

        String required(String name) throws IOException {
            return text(name).orElseThrow(() -> new IOException("an entry has no " + name));
        }

        long number(String name) throws IOException {
            return Long.parseLong(required(name));
        }

        List<String> list(String name) {
            return lists.getOrDefault(name, List.of());
        }
    }
}
