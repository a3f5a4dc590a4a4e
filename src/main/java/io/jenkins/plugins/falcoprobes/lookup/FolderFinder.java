package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.lookup.Sighting.State;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Looks in a folder, as a web server would that serves it.
 *
 * @param folder the top of a store
 */
public record FolderFinder(Path folder) implements ProbeFinder {
    @Override
    public Sighting find(String path, String address) {
        return new Sighting(
                folder.toString(), Files.isRegularFile(folder.resolve(path)) ? State.THERE : State.MISSING, "");
    }
}
