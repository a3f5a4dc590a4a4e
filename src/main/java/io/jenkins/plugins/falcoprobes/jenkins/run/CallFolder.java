package io.jenkins.plugins.falcoprobes.jenkins.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of a call on the controller, into which only paths lead that stay in it. */
final class CallFolder {
    private CallFolder() {}

    /** A file in the folder; empty if there is none under this path, or the path or a link in it leads elsewhere. */
    static Optional<Path> file(Path folder, String path) throws IOException {
        if (path.isEmpty() || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try {
            Path file = folder.resolve(path);
            return Files.isRegularFile(file) && file.toRealPath().startsWith(folder.toRealPath())
                    ? Optional.of(file)
                    : Optional.empty();
        } catch (InvalidPathException e) {
            // Such a path names no file.
            return Optional.empty();
        }
    }
}
