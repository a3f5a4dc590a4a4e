package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.FolderManifest;
import io.jenkins.plugins.falcoprobes.manifest.MadeProbes;
import io.jenkins.plugins.falcoprobes.manifest.ManifestPlace;
import io.jenkins.plugins.falcoprobes.store.DirectoryStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A folder that a run built into. No run can use it meanwhile. */
public final class FolderPlace implements PrunePlace {
    private final Path folder;
    private final DirectoryStore store;

    /**
     * Opens a folder that is there.
     *
     * @throws io.jenkins.plugins.falcoprobes.store.StoreInUseException if a run uses it now
     */
    public FolderPlace(Path folder) throws IOException {
        this.folder = folder;
        this.store = DirectoryStore.open(folder);
    }

    /** Links are not followed and are no files: what they lead to is not this folder's. */
    @Override
    public List<PublishedFile> list() throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = folder.relativize(file).toString();
                if (attributes.isRegularFile() && !path.startsWith(".")) {
                    files.add(new PublishedFile(
                            path,
                            attributes.size(),
                            attributes.lastModifiedTime().toInstant()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    @Override
    public ManifestPlace manifest() {
        return new FolderManifest(folder);
    }

    @Override
    public void delete(Collection<String> paths) throws IOException {
        store.remove(paths);
        new MadeProbes(folder).remove(paths);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
