package io.jenkins.plugins.falcoprobes.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder of this machine: a driver's source, or a tree that has it, such as a checkout of falcosecurity/libs. */
record FolderSource(Path path) implements DriverSource {
    @Override
    public Driver resolve(FalcoVersion falco, Path folder, Access access) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new IOException("dir:" + path + " is no folder");
        }
        return new DriverMaker(falco, "dir:" + path).make(path, folder);
    }
}
