package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.Test;

/** Headers that take memory or stack while nothing is written: a few kilobytes, packed, name a gigabyte. */
public class HeaderGuardTest {
    private static final String LONGEST_PATH = "0123456/".repeat(511) + "0123456";

    private interface TarWriter {
        void write(TarArchiveOutputStream tar) throws IOException;
    }

    private static byte[] tar(TarWriter writer) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            writer.write(tar);
        }
        return bytes.toByteArray();
    }

    /** An entry that is the name of the next one. */
    private static void longName(TarArchiveOutputStream tar, int length) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(TarConstants.GNU_LONGLINK, TarConstants.LF_GNUTYPE_LONGNAME);
        entry.setSize(length);
        tar.putArchiveEntry(entry);
        tar.write(new byte[length]);
        tar.closeArchiveEntry();
    }

    private static Optional<byte[]> last(byte[] tar) throws IOException {
        return new TarEntries(new ByteArrayInputStream(tar)).find("archive", name -> name.endsWith("last"), 100);
    }

    @Test
    public void a_name_as_long_as_any_is_read_and_content_of_any_length_is_passed_over() throws Exception {
        byte[] tar = new TestTar()
                .file("first", "x".repeat(1 << 20))
                .file(LONGEST_PATH + "/last", "found")
                .toBytes();
        assertThat(last(tar)).hasValue("found".getBytes(US_ASCII));
    }

    @Test
    public void a_name_that_nobody_has_is_refused_before_it_is_in_memory() throws Exception {
        byte[] tar = tar(out -> longName(out, 1 << 18));
        assertThatThrownBy(() -> last(tar)).isInstanceOf(IOException.class).hasMessageContaining("more than 131072");
    }

    @Test
    public void names_of_names_of_names_are_refused_before_the_stack_is_full() throws Exception {
        byte[] tar = tar(out -> {
            for (int i = 0; i < 30_000; i++) {
                longName(out, 0);
            }
        });
        assertThatThrownBy(() -> last(tar)).isInstanceOf(IOException.class).hasMessageContaining("more than 131072");
    }

    @Test
    public void the_same_goes_for_cpio() throws Exception {
        byte[] good = cpio("first", "x".repeat(1 << 20), LONGEST_PATH + "/last", "found");
        assertThat(new CpioEntries("archive", new ByteArrayInputStream(good), 10)
                        .find("archive", name -> name.endsWith("last"), 100))
                .hasValue("found".getBytes(US_ASCII));
        byte[] bad = cpio("x".repeat(1 << 18), "");
        assertThatThrownBy(() -> new CpioEntries("archive", new ByteArrayInputStream(bad), 10).next())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 131072");
    }

    private static byte[] cpio(String... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(US_ASCII);
                CpioArchiveEntry entry =
                        new CpioArchiveEntry(CpioConstants.FORMAT_NEW, namesAndContents[i], content.length);
                entry.setMode(CpioConstants.C_ISREG | 0644);
                cpio.putArchiveEntry(entry);
                cpio.write(content);
                cpio.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }
}
