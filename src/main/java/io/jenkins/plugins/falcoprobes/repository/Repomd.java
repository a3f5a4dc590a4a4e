package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * {@code repomd.xml}, the list of an rpm repository's indexes (createrepo_c(8)).
 *
 * @param indexes in their order
 */
record Repomd(List<Index> indexes) {
    Repomd {
        indexes = List.copyOf(indexes);
    }

    /**
     * An index.
     *
     * @param type for example {@code primary}
     * @param path relative to the repository
     * @param checksums by kind as the list writes it, for example {@code sha256}
     * @param size in bytes, packed; -1 if it does not say
     */
    record Index(String type, String path, Map<String, String> checksums, long size) {}

    /** Reads a list; {@code name} is for messages. */
    static Repomd parse(String name, byte[] file) throws IOException {
        List<Index> indexes = new ArrayList<>();
        try {
            XMLStreamReader xml = Xml.read(new ByteArrayInputStream(file));
            boolean seen = false;
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    String element = xml.getLocalName();
                    seen |= element.equals("repomd");
                    if (seen && element.equals("data")) {
                        indexes.add(index(xml));
                    }
                }
            }
            if (!seen) {
                throw new DownloadException(name + ": is no list of a repository's indexes", false, null);
            }
        } catch (XMLStreamException e) {
            throw Xml.broken(name, e);
        }
        return new Repomd(indexes);
    }

    private static Index index(XMLStreamReader xml) throws XMLStreamException {
        String type = Optional.ofNullable(xml.getAttributeValue(null, "type")).orElse("");
        String path = "";
        long size = -1;
        Map<String, String> checksums = new HashMap<>();
        while (xml.next() != XMLStreamConstants.END_ELEMENT
                || !xml.getLocalName().equals("data")) {
            if (xml.isStartElement()) {
                switch (xml.getLocalName()) {
                    case "location" ->
                        path = Optional.ofNullable(xml.getAttributeValue(null, "href"))
                                .orElse("");
                    case "checksum" -> {
                        String kind = xml.getAttributeValue(null, "type");
                        checksums.put(
                                kind == null ? "" : kind, xml.getElementText().strip());
                    }
                    case "size" -> {
                        String text = xml.getElementText().strip();
                        size = text.matches("\\d{1,12}") ? Long.parseLong(text) : -1;
                    }
                    default -> {}
                }
            }
        }
        return new Index(type, path, checksums, size);
    }

    /** The index of this type. */
    Optional<Index> index(String type) {
        return indexes.stream().filter(index -> index.type().equals(type)).findFirst();
    }
}
