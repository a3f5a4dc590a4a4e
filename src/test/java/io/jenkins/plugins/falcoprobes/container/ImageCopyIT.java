package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Copies out of an image of its own, in the engine of this machine. */
public class ImageCopyIT {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private final EngineCommand docker = new EngineCommand("docker", Map.of());
    private final String image =
            "falco-probe-builder-test:" + UUID.randomUUID().toString().substring(0, 8);

    @Before
    public void import_an_image() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] content = "int main;\n".getBytes(StandardCharsets.UTF_8);
            TarArchiveEntry entry = new TarArchiveEntry("usr/src/falco-0.11.1/main.c");
            entry.setSize(content.length);
            tar.putArchiveEntry(entry);
            tar.write(content);
            tar.closeArchiveEntry();
        }
        Path file = temporary.newFile("image.tar").toPath();
        Files.write(file, bytes.toByteArray());
        call("import", file.toString(), image);
    }

    @After
    public void remove_the_image() throws Exception {
        call("image", "rm", image);
    }

    @BeforeClass
    public static void setUpEngine() throws Exception {
        TestEngine.ready();
    }

    @Test
    public void a_folder_is_copied_out_and_no_container_stays() throws Exception {
        Path target = temporary.getRoot().toPath().resolve("src");
        new ImageCopy("docker").copyOut(image, "/usr/src", target);
        assertThat(target.resolve("falco-0.11.1/main.c")).hasContent("int main;\n");
        assertThat(call("ps", "--all", "--quiet", "--filter", "ancestor=" + image))
                .isEmpty();
    }

    @Test
    public void a_folder_that_is_not_there_is_told_and_no_container_stays() throws Exception {
        Path target = temporary.getRoot().toPath().resolve("src");
        assertThatThrownBy(() -> new ImageCopy("docker").copyOut(image, "/usr/share", target))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("/usr/share");
        assertThat(call("ps", "--all", "--quiet", "--filter", "ancestor=" + image))
                .isEmpty();
    }

    @Test
    public void an_image_that_is_nowhere_is_told_in_one_line() {
        Path target = temporary.getRoot().toPath().resolve("src");
        assertThatThrownBy(() -> new ImageCopy("docker").copyOut("127.0.0.1:9/no/image:1", "/usr/src", target))
                .isInstanceOf(EngineException.class)
                .message()
                .hasLineCount(1)
                .contains("127.0.0.1:9");
    }

    private String call(String... arguments) throws IOException, InterruptedException {
        EngineCommand.Answer answer = docker.call(List.of(arguments), Duration.ofMinutes(2));
        assertThat(answer.succeeded()).as(answer.errors()).isTrue();
        return answer.output().strip();
    }
}
