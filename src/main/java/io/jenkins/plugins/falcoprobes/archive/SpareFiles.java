package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files of a tree that was unpacked before, to be made into those of a new one. Two kernels' headers have nearly the
 * same files, and to delete ten thousand and make as many costs more than to unpack them: ext4 leaves the inodes of
 * deleted files alone for up to five minutes, and looks at every one of those again for each new file
 * ({@code recently_deleted} in Linux' fs/ext4/ialloc.c).
 */
final class SpareFiles {
    private static final int TYPE = 0170000;
    private static final int REGULAR = 0100000;
    private static final int MODE = 07777;

    private final Optional<Path> folder;

    SpareFiles(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * Moves the file that was unpacked to {@code place} to {@code target}, with all that is in it.
     *
     * @return its mode; nothing if there is no such file, or it has a second name under which it would change, too
     * @throws FileAlreadyExistsException if something is at {@code target}
     */
    OptionalInt move(String place, Path target) throws IOException {
        if (folder.isEmpty()) {
            return OptionalInt.empty();
        }
        Path file = folder.get().resolve(place);
        try {
            Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,nlink", LinkOption.NOFOLLOW_LINKS);
            int mode = (Integer) attributes.get("mode");
            if ((mode & TYPE) != REGULAR || (Integer) attributes.get("nlink") != 1) {
                return OptionalInt.empty();
            }
            Files.move(file, target);
            return OptionalInt.of(mode & MODE);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException e) {
            // It is not there, or a folder of its path is none.
            return OptionalInt.empty();
        }
    }
}
