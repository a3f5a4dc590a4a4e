package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FolderManifestTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void eight_writers_at_once_lose_no_entry() throws Exception {
        Path output = folder.getRoot().toPath().resolve("output");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Void>> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                int writer = i;
                writers.add(threads.submit(() -> {
                    for (int update = 0; update < 10; update++) {
                        new FolderManifest(output)
                                .update(ManifestChange.adding(List.of(entry(
                                        "8.0.0+driver", "6." + writer + "." + update + "-amd64", ProbeKind.KMOD))));
                    }
                    return null;
                }));
            }
            for (Future<Void> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(new FolderManifest(output).read().entries()).hasSize(80);
        assertThat(output.resolve("index.html")).content().contains("80 probes");
    }

    @Test
    public void a_folder_without_an_index_has_an_empty_one() throws Exception {
        assertThat(new FolderManifest(folder.getRoot().toPath()).read()).isEqualTo(Manifest.EMPTY);
    }
}
