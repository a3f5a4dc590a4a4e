package io.jenkins.plugins.falcoprobes.container;

import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchain;
import io.jenkins.plugins.falcoprobes.toolchain.Toolchains;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The builder container that this JVM itself runs in.
 *
 * @param root the root of its files
 * @param toolchain which compilers it has
 */
public record BuilderPlace(Path root, Toolchain toolchain) {
    private static final String TOOLCHAIN_FILE = "etc/falco-probe-toolchain";

    /** Finds out whether this JVM runs in a builder container, one that can build here. */
    public static Optional<BuilderPlace> here() throws IOException {
        return at(Path.of("/"));
    }

    static Optional<BuilderPlace> at(Path root) throws IOException {
        Path file = root.resolve(TOOLCHAIN_FILE);
        if (!Files.isReadable(file)) {
            return Optional.empty();
        }
        return Toolchains.named(Files.readString(file).strip())
                .map(toolchain -> new BuilderPlace(root, toolchain))
                .filter(BuilderPlace::isComplete);
    }

    private boolean isComplete() {
        return Files.isExecutable(script())
                && Files.isDirectory(driver())
                && Files.isWritable(kernel())
                && Files.isWritable(output());
    }

    /** The driver's source that it has. */
    public Path driver() {
        return root.resolve("driver");
    }

    /** Where kernel trees are best made: on the file system of the place where they are needed, but not in the way. */
    public Path work() {
        return kernel().resolve(".work");
    }

    /** The program that builds a probe. */
    Path script() {
        return root.resolve("usr/local/bin/build-probe");
    }

    /** Where that program looks for the kernel. */
    Path kernel() {
        return root.resolve(KernelTree.MOUNT.substring(1));
    }

    /** Where it puts what it made. */
    Path output() {
        return root.resolve("output");
    }
}
