package io.jenkins.plugins.falcoprobes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DirectoryStoreTest {
    private static final String PATH = "8.0.0+driver/x86_64/falco_debian_6.1.176-1-amd64_1.ko";
    private static final String HELLO_SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    private Path folder;
    private Path probe;

    @Before
    public void makeProbe() throws IOException {
        folder = temporary.getRoot().toPath().resolve("output");
        probe = Files.writeString(temporary.getRoot().toPath().resolve("probe"), "hello\n");
    }

    @Test
    public void what_was_put_is_found_by_the_next_run_and_listed() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).isEmpty();
            store.put(PATH, probe);
        }
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).contains(new StoredProbe(PATH, 6, HELLO_SHA256));
        }
        assertThat(folder.resolve("SHA256SUMS")).hasContent(HELLO_SHA256 + "  " + PATH);
        assertThat(names()).containsExactlyInAnyOrder(".lock", "SHA256SUMS", PATH);
    }

    @Test
    public void a_probe_that_was_cut_short_or_changed_is_not_there() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            store.put(PATH, probe);
        }
        Files.writeString(folder.resolve(PATH), "hell");
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).isEmpty();
        }
    }

    @Test
    public void a_file_that_nobody_put_is_not_there() throws IOException {
        Files.createDirectories(folder.resolve(PATH).getParent());
        Files.copy(probe, folder.resolve(PATH));
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).isEmpty();
        }
    }

    @Test
    public void a_run_that_was_killed_after_the_rename_has_finished_its_probe() throws IOException {
        Files.createDirectories(folder.resolve(PATH).getParent());
        Files.copy(probe, folder.resolve(PATH));
        Files.writeString(folder.resolve(".journal"), HELLO_SHA256 + "  " + PATH + "\n" + HELLO_SHA256 + "  cut-sho");
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).isPresent();
            assertThat(store.find("cut-sho")).isEmpty();
            assertThat(folder.resolve("SHA256SUMS")).hasContent(HELLO_SHA256 + "  " + PATH);
        }
    }

    @Test
    public void a_run_that_was_killed_before_the_rename_leaves_nothing() throws IOException {
        Path partial = folder.resolve(PATH)
                .resolveSibling(".partial-1-" + Path.of(PATH).getFileName());
        Files.createDirectories(partial.getParent());
        Files.writeString(partial, "hel");
        Files.writeString(folder.resolve(".journal"), HELLO_SHA256 + "  " + PATH + "\n");
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThat(store.find(PATH)).isEmpty();
        }
        assertThat(names()).containsExactly(".lock");
    }

    @Test
    public void one_run_at_a_time_uses_a_folder() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            assertThatThrownBy(() -> DirectoryStore.open(folder))
                    .isInstanceOf(StoreInUseException.class)
                    .hasMessageContaining(folder.toString());
            assertThat(store.find(PATH)).isEmpty();
        }
        DirectoryStore.open(folder).close();
    }

    @Test
    public void no_path_leaves_the_store() throws IOException {
        try (DirectoryStore store = DirectoryStore.open(folder)) {
            for (String bad : new String[] {"../x", "/etc/x", "a/../../x", "", ".", "a//b", "a/./b"}) {
                assertThatThrownBy(() -> store.put(bad, probe)).isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
