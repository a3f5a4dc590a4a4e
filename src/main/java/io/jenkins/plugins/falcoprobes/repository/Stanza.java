package io.jenkins.plugins.falcoprobes.repository;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One paragraph of a Debian control file (deb822(5)): fields by name, in any case. The lines of a field that goes on are
 * kept apart by newlines, without the space that they start with.
 */
record Stanza(Map<String, String> fields) {
    Stanza {
        fields = Collections.unmodifiableMap(fields);
    }

    /** The paragraph in {@code text}, which holds no empty line; comments are passed over. */
    static Stanza parse(String text) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        String name = null;
        StringBuilder value = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            int colon = line.indexOf(':');
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
                value.append('\n').append(line.strip());
            } else if (colon > 0) {
                put(fields, name, value);
                name = line.substring(0, colon);
                value.setLength(0);
                value.append(line.substring(colon + 1).strip());
            }
        }
        put(fields, name, value);
        return new Stanza(fields);
    }

    private static void put(Map<String, String> fields, String name, StringBuilder value) {
        if (name != null) {
            fields.put(name, value.toString());
        }
    }

    /** The paragraphs of {@code text}, empty ones left out. */
    static List<Stanza> parseAll(String text) {
        List<Stanza> stanzas = new ArrayList<>();
        for (String paragraph : text.split("\n[ \t]*\n", -1)) {
            Stanza stanza = parse(paragraph);
            if (!stanza.fields().isEmpty()) {
                stanzas.add(stanza);
            }
        }
        return stanzas;
    }

    /** A field's value. */
    Optional<String> field(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    /** The words of a field, none if it is not there. */
    List<String> words(String name) {
        String value = field(name).orElse("").strip();
        return value.isEmpty() ? List.of() : List.of(value.split("\\s+", -1));
    }
}
