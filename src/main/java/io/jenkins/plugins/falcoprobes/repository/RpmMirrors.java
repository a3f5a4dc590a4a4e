package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The mirrors of an rpm repository.
 *
 * @param bases addresses with a slash at their end, the best first
 * @param repomd the SHA-256 and SHA-512 checksums that a {@code repomd.xml} may have; any, if there are none
 */
record RpmMirrors(List<URI> bases, Set<String> repomd) {
    private static final String REPOMD = "repodata/repomd.xml";

    RpmMirrors {
        bases = List.copyOf(bases);
        repomd = Set.copyOf(repomd);
    }

    /** A repository at one address. */
    static RpmMirrors of(URI base) {
        return new RpmMirrors(List.of(withSlash(base)), Set.of());
    }

    /** The addresses in a text, one on a line; what is none is passed over, as yum does. */
    static RpmMirrors ofList(byte[] text, String architecture) {
        List<URI> bases = new ArrayList<>();
        for (String line : new String(text, UTF_8).split("\\R", -1)) {
            address(line.strip().replace("$basearch", architecture)).ifPresent(bases::add);
        }
        return new RpmMirrors(bases, Set.of());
    }

    /**
     * The addresses in a metalink that are of http, and the checksums of the newest {@code repomd.xml} and of the ones
     * before, which some mirrors still have.
     */
    static RpmMirrors ofMetalink(URI name, byte[] file) throws IOException {
        List<URI> bases = new ArrayList<>();
        Set<String> checksums = new HashSet<>();
        try {
            XMLStreamReader xml = Xml.read(new ByteArrayInputStream(file));
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                    continue;
                }
                if (xml.getLocalName().equals("url")) {
                    String url = xml.getElementText().strip();
                    if (url.endsWith("/" + REPOMD)) {
                        address(url.substring(0, url.length() - REPOMD.length()))
                                .ifPresent(bases::add);
                    }
                } else if (xml.getLocalName().equals("hash")) {
                    String checksum = xml.getElementText().strip();
                    if (Checksums.isStrong(checksum)) {
                        checksums.add(checksum);
                    }
                }
            }
        } catch (XMLStreamException e) {
            throw Xml.broken(name.toString(), e);
        }
        return new RpmMirrors(bases, checksums);
    }

    private static Optional<URI> address(String text) {
        if (!text.matches("https?://.+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(withSlash(new URI(text)));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static URI withSlash(URI uri) {
        return URI.create(uri.toString().replaceFirst("/*$", "/"));
    }

    /** Whether {@code repomd.xml} is one of those that were announced. */
    boolean announces(byte[] file) {
        return repomd.isEmpty()
                || repomd.stream().anyMatch(checksum -> {
                    var digest = Checksums.like(checksum);
                    digest.update(file);
                    return Checksums.hex(digest).equals(checksum);
                });
    }
}
