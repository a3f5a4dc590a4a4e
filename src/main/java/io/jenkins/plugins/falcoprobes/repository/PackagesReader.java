package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * Reads the paragraphs of a {@code Packages} index whose package is wanted. A suite's index has some 60,000 paragraphs
 * in 60 MB, so the others are passed over as bytes.
 */
final class PackagesReader {
    private static final int BUFFER = 1 << 17;
    /** No real paragraph comes near: the longest of 2026 has 50 kB. */
    private static final int LONGEST = 1 << 23;

    private static final byte[] FIELD = "Package:".getBytes(ISO_8859_1);

    private final InputStream in;
    private final Predicate<String> names;
    private final List<Stanza> found = new ArrayList<>();
    private byte[] buffer = new byte[BUFFER];
    private int end;

    private PackagesReader(InputStream in, Predicate<String> names) {
        this.in = in;
        this.names = names;
    }

    /** The paragraphs of the packages with a wanted name, in their order. */
    static List<Stanza> read(InputStream in, Predicate<String> names) throws IOException {
        return new PackagesReader(in, names).read();
    }

    private List<Stanza> read() throws IOException {
        int start = 0;
        int at = 0;
        while (fill()) {
            // Some 300 MB go through here. The last byte has no neighbour yet: it is looked at again with the next
            // part.
            byte[] bytes = buffer;
            int last = end - 1;
            while (at < last) {
                if (bytes[at + 1] != '\n') {
                    at += 2;
                    continue;
                }
                if (bytes[at] == '\n') {
                    take(start, at);
                    start = at + 2;
                }
                at++;
            }
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            at -= start;
            start = 0;
            if (at < 0) {
                at = 0;
            }
        }
        take(start, end);
        return found;
    }

    private boolean fill() throws IOException {
        if (end == buffer.length) {
            if (end >= LONGEST) {
                throw new IOException("A paragraph of the package index is longer than " + LONGEST + " bytes");
            }
            buffer = Arrays.copyOf(buffer, 2 * end);
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(count, 0);
        return count >= 0;
    }

    private void take(int from, int to) {
        int line = from;
        while (line < to) {
            int next = line;
            while (next < to && buffer[next] != '\n') {
                next++;
            }
            if (startsWithField(line, next)) {
                String name = new String(buffer, line + FIELD.length, next - line - FIELD.length, ISO_8859_1).strip();
                if (names.test(name)) {
                    found.add(Stanza.parse(new String(buffer, from, to - from, UTF_8)));
                }
                return;
            }
            line = next + 1;
        }
    }

    private boolean startsWithField(int from, int to) {
        return to - from >= FIELD.length && Arrays.equals(buffer, from, from + FIELD.length, FIELD, 0, FIELD.length);
    }
}
