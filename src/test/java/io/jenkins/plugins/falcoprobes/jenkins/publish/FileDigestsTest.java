package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileDigestsTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final ProbeFile probe = new ProbeFile("driver/probe.ko", 3, SHA256_OF_ABC);
    private Path file;

    @Before
    public void write_the_probe() throws IOException {
        file = temporary.newFolder("driver").toPath().resolve("probe.ko");
        Files.write(file, "abc".getBytes(UTF_8));
    }

    @Test
    public void a_probe_that_is_what_was_checked_has_an_md5() throws IOException {
        assertThat(digests()).containsExactly(MD5_OF_ABC);
    }

    @Test
    public void a_probe_that_was_changed_is_not_published() throws IOException {
        Files.write(file, "abd".getBytes(UTF_8));
        assertThatThrownBy(this::digests).isInstanceOf(IOException.class).hasMessageContaining("was changed");
    }

    @Test
    public void a_probe_that_is_gone_is_not_published() throws IOException {
        Files.delete(file);
        assertThatThrownBy(this::digests).isInstanceOf(IOException.class).hasMessageContaining("is gone");
    }

    @Test
    public void a_link_is_no_probe() throws IOException {
        Path other = temporary.newFile("other").toPath();
        Files.move(file, other, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.createSymbolicLink(file, other);
        assertThatThrownBy(this::digests).isInstanceOf(IOException.class).hasMessageContaining("is gone");
    }

    private String[] digests() throws IOException {
        return new FileDigests(List.of(probe)).invoke(temporary.getRoot(), null);
    }
}
