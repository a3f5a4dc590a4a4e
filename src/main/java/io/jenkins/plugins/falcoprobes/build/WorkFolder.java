package io.jenkins.plugins.falcoprobes.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A run's own scratch folder. It is locked while the run lives; whoever comes next removes the folders of runs that
 * died, however they died.
 */
final class WorkFolder implements Closeable {
    private static final String LOCK = ".lock";

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private WorkFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** Makes a new folder below {@code parent}, and removes those that dead runs left there. */
    static WorkFolder create(Path parent) throws IOException {
        Files.createDirectories(parent);
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(parent, "run-*")) {
            for (Path leftover : leftovers) {
                removeIfDead(leftover);
            }
        }
        Path root = Files.createTempDirectory(parent, "run-");
        FileChannel channel = FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        return new WorkFolder(root, channel, channel.lock());
    }

    /** The folder. */
    Path path() {
        return root;
    }

    /** Removes a folder with all that is in it, never what a link in it points to; nothing there is fine. */
    static void remove(Path folder) throws IOException {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException error) throws IOException {
                    if (error != null) {
                        throw error;
                    }
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (NoSuchFileException e) {
            if (Files.exists(folder)) {
                throw e;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel;
                lock) {
            remove(root);
        }
    }

    private static void removeIfDead(Path folder) throws IOException {
        Path file = folder.resolve(LOCK);
        if (!Files.exists(file)) {
            // Either a run that is just being born, which locks its folder in a moment, or one that died in that
            // moment.
            return;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock != null) {
                remove(folder);
            }
        } catch (OverlappingFileLockException e) {
            // A run of this very JVM uses it.
            return;
        }
    }
}
