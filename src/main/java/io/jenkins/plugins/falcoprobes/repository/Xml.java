package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads XML that may be hostile: without document types and entities of its own, nothing of it ever is large. */
final class Xml {
    /** The longest tag or text. The longest of real metadata, a description, has some 20 kB. */
    private static final int LONGEST = 1 << 20;

    private Xml() {}

    /** A reader of the elements in a stream, one after the other; in UTF-8, as all metadata is. */
    static XMLStreamReader read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        // Decoded here: where the JDK's parser decodes, it prints a line about each broken byte to standard error.
        return factory.createXMLStreamReader(new InputStreamReader(new ShortPieces(in), UTF_8));
    }

    /** The message of a parser, on one line. */
    static IOException broken(String name, XMLStreamException e) {
        if (e.getNestedException() instanceof IOException io) {
            return io;
        }
        return new DownloadException(
                name + ": is no XML as it must be: " + e.getMessage().replace('\n', ' '), false, e);
    }

    /** The parser collects a tag or text as a whole, so no longer one gets to it. */
    private static final class ShortPieces extends FilterInputStream {
        private int length;

        ShortPieces(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) throws IOException {
            int count = super.read(buffer, offset, wanted);
            for (int i = offset; i < offset + count; i++) {
                if (buffer[i] == '<') {
                    length = 0;
                } else if (++length > LONGEST) {
                    throw new IOException("a tag or text in the XML is longer than " + LONGEST + " bytes");
                }
            }
            return count;
        }
    }
}
