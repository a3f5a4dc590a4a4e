package io.jenkins.plugins.falcoprobes.endtoend;

import java.io.IOException;
import java.nio.file.Path;

/** A disk of a few megabytes, in memory, mounted on a folder. Needs root, as the whole of these tests does. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    SmallDisk(Path folder, String size) throws IOException {
        this.folder = folder;
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString());
    }

    /** Gives it another size; what is on it stays. */
    void grow(String size) throws IOException {
        run("mount", "-o", "remount,size=" + size, folder.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", folder.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
