package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CallFolderTest {
    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;

    @Before
    public void files() throws IOException {
        folder = temporary.newFolder("1").toPath();
        Files.createDirectories(folder.resolve("logs"));
        Files.writeString(folder.resolve("logs/a.log"), "in");
        Files.writeString(temporary.getRoot().toPath().resolve("secret"), "out");
    }

    @Test
    public void a_file_in_it_is_found() throws IOException {
        assertThat(CallFolder.file(folder, "logs/a.log")).contains(folder.resolve("logs/a.log"));
    }

    @Test
    public void no_path_leads_out_of_it() throws IOException {
        Files.createSymbolicLink(
                folder.resolve("logs/link.log"), temporary.getRoot().toPath().resolve("secret"));

        assertThat(CallFolder.file(folder, "../secret")).isEmpty();
        assertThat(CallFolder.file(folder, "logs/../../secret")).isEmpty();
        assertThat(CallFolder.file(folder, temporary.getRoot() + "/secret")).isEmpty();
        assertThat(CallFolder.file(folder, "logs/link.log")).isEmpty();
    }

    @Test
    public void what_is_no_file_is_not_found() throws IOException {
        assertThat(CallFolder.file(folder, "")).isEmpty();
        assertThat(CallFolder.file(folder, "logs")).isEmpty();
        assertThat(CallFolder.file(folder, "logs/b.log")).isEmpty();
        assertThat(CallFolder.file(folder, "logs/\0.log")).isEmpty();
        assertThat(CallFolder.file(folder.resolve("none"), "logs/a.log")).isEmpty();
    }
}
