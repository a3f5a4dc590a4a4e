package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the packages that are wanted out of {@code primary.xml}, the index of an rpm repository's packages. */
final class PrimaryReader {
    private final XMLStreamReader xml;
    private final IndexedPackages packages;

    private PrimaryReader(XMLStreamReader xml, IndexedPackages packages) {
        this.xml = xml;
        this.packages = packages;
    }

    /**
     * What an index holds.
     *
     * @param packages those with a wanted name, in their order
     * @param total how many there are in all
     * @param warnings a line for each wanted one that cannot be used
     */
    record Packages(List<RpmPackage> packages, int total, List<String> warnings) {}

    /**
     * Reads an index.
     *
     * @param base the repository's address, with a slash at its end
     */
    static Packages read(String repository, URI base, InputStream primary, Predicate<String> names) throws IOException {
        try {
            IndexedPackages packages = new IndexedPackages(repository, base, names);
            new PrimaryReader(Xml.read(primary), packages).readAll();
            return packages.all();
        } catch (XMLStreamException e) {
            throw Xml.broken(base.toString(), e);
        }
    }

    private void readAll() throws XMLStreamException {
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamConstants.START_ELEMENT
                    && xml.getLocalName().equals("package")) {
                packages.count();
                readPackage();
            }
        }
    }

    private void readPackage() throws XMLStreamException {
        Draft draft = new Draft();
        boolean wanted = true;
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                if (depth == 2 && wanted) {
                    // getElementText goes to the element's end.
                    depth -= draft.take(xml) ? 1 : 0;
                    wanted = draft.name.isEmpty() || packages.wants(draft.name);
                }
            }
        }
        if (wanted && !draft.name.isEmpty()) {
            packages.add(draft.entry());
        }
    }

    /** A package, as far as it was read. */
    private static final class Draft {
        private String name = "";
        private String version = "";
        private String release = "";
        private String architecture = "";
        private String checksum = "";
        private String checksumKind = "";
        private String base = "";
        private String path = "";
        private long size = -1;

        IndexedPackages.Entry entry() {
            return new IndexedPackages.Entry(
                    name, version, release, architecture, checksumKind, checksum, size, base, path);
        }

        /** Takes what the element at hand says; tells whether the reader is at its end now. */
        boolean take(XMLStreamReader xml) throws XMLStreamException {
            switch (xml.getLocalName()) {
                case "name" -> name = xml.getElementText().strip();
                case "arch" -> architecture = xml.getElementText().strip();
                case "checksum" -> {
                    checksumKind = attribute(xml, "type");
                    checksum = xml.getElementText().strip();
                }
                default -> {
                    takeAttributes(xml);
                    return false;
                }
            }
            return true;
        }

        private void takeAttributes(XMLStreamReader xml) {
            switch (xml.getLocalName()) {
                case "version" -> {
                    version = attribute(xml, "ver");
                    release = attribute(xml, "rel");
                }
                case "size" -> {
                    String text = attribute(xml, "package");
                    size = text.matches("\\d{1,12}") ? Long.parseLong(text) : -1;
                }
                case "location" -> {
                    path = attribute(xml, "href");
                    base = attribute(xml, "base");
                }
                default -> {}
            }
        }

        /** An attribute in any namespace: {@code base} is {@code xml:base}. */
        private static String attribute(XMLStreamReader xml, String name) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                if (xml.getAttributeLocalName(i).equals(name)) {
                    return xml.getAttributeValue(i);
                }
            }
            return "";
        }
    }
}
