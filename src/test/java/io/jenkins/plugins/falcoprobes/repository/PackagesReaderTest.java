package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.Test;

public class PackagesReaderTest {
    private static List<String> names(InputStream in, String wanted) throws IOException {
        return PackagesReader.read(in, name -> name.startsWith(wanted)).stream()
                .map(stanza -> stanza.field("Package").orElseThrow())
                .toList();
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    /** Gives a byte at a time, so that every end of a part is met. */
    private static InputStream slowly(String text) {
        return new InputStream() {
            private final InputStream in = stream(text);

            @Override
            public int read() throws IOException {
                return in.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return in.read(buffer, offset, Math.min(length, 1));
            }
        };
    }

    @Test
    public void wanted_paragraphs_are_found_wherever_they_stand() throws Exception {
        String index = "Package: linux-a\nVersion: 1\n\nPackage: b\nVersion: 1\n\n\nPackage: linux-c\nSize: 3\n";
        assertThat(names(stream(index), "linux-")).containsExactly("linux-a", "linux-c");
        assertThat(names(slowly(index), "linux-")).containsExactly("linux-a", "linux-c");
        assertThat(names(slowly(index + "\n"), "b")).containsExactly("b");
    }

    @Test
    public void paragraphs_end_at_bytes_of_any_number_and_some_have_empty_lines_before_them() throws Exception {
        for (int length = 0; length < 4; length++) {
            for (int blank = 2; blank < 6; blank++) {
                String index = "Package: a\nX: " + "x".repeat(length) + "\n".repeat(blank)
                        + "Package: linux-b\nX: y\n\n" + "Package: linux-c\nX: z\n";
                assertThat(names(stream(index), "linux-")).containsExactly("linux-b", "linux-c");
            }
        }
    }

    @Test
    public void the_name_need_not_come_first() throws Exception {
        assertThat(names(stream("Version: 1\nPackage: linux-a\n"), "linux-")).containsExactly("linux-a");
    }

    @Test
    public void a_paragraph_may_be_longer_than_a_buffer() throws Exception {
        String provides = "x, ".repeat(200_000);
        String index = "Package: a\n\nPackage: linux-b\nProvides: " + provides + "\nSize: 7\n\nPackage: linux-c\n";
        List<Stanza> found = PackagesReader.read(stream(index), name -> name.startsWith("linux-"));
        assertThat(found).hasSize(2);
        assertThat(found.get(0).field("Size")).contains("7");
    }

    @Test
    public void a_paragraph_without_end_is_refused() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThatThrownBy(() -> PackagesReader.read(endless, name -> true))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("longer than");
    }

    @Test
    public void an_empty_index_has_no_packages() throws Exception {
        assertThat(names(stream(""), "")).isEmpty();
    }

    @Test
    public void fields_go_on_over_lines() {
        Stanza stanza = Stanza.parse("Types: deb\n# a comment\nSigned-By:\n -----BEGIN-----\n .\nuris: a  b\n");
        assertThat(stanza.field("signed-by")).contains("\n-----BEGIN-----\n.");
        assertThat(stanza.words("URIs")).containsExactly("a", "b");
        assertThat(stanza.words("Suites")).isEmpty();
    }
}
