package io.jenkins.plugins.falcoprobes.archive;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where archives are unpacked to.
 *
 * @param root an empty folder that nobody else writes to meanwhile
 * @param spare a folder on the same file system that was unpacked before and is not needed any more: its files become the
 *     new ones where both have them. What is left of it afterwards is of no use
 */
public record UnpackTarget(Path root, Optional<Path> spare) {
    /** A folder that is filled with new files. */
    public static UnpackTarget of(Path root) {
        return new UnpackTarget(root, Optional.empty());
    }
}
