package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.ContainerRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A worker's place: the folder that its container sees as {@value KernelTree#MOUNT}, and the container, kept from kernel
 * to kernel while the toolchain stays the same. Kernel trees are moved in and out, so that every kernel is compiled under
 * the same path.
 */
final class CompilerSlot implements AutoCloseable {
    private final ContainerRuntime runtime;
    private final ContainerLimits limits;
    private final Path mounted;
    private final Path scratch;
    private Optional<BuildContainer> container = Optional.empty();
    private String image = "";

    CompilerSlot(ContainerRuntime runtime, ContainerLimits limits, Path folder) throws IOException {
        this.runtime = runtime;
        this.limits = limits;
        this.mounted = Files.createDirectories(folder.resolve("kernel"));
        this.scratch = Files.createDirectories(folder.resolve("probes"));
    }

    /** Moves a tree to where the container sees it, and says where it is now. */
    KernelTree enter(KernelTree tree) throws IOException {
        clear();
        moveParts(tree.root(), mounted);
        return tree.at(mounted);
    }

    /** Moves the tree back to where it came from. */
    void leave(Path root) throws IOException {
        moveParts(mounted, root);
    }

    /** What could not be moved back must not become part of the next tree. */
    private void clear() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(mounted)) {
            for (Path part : parts) {
                WorkFolder.remove(part);
            }
        }
    }

    private static void moveParts(Path from, Path to) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(from)) {
            for (Path part : parts) {
                Files.move(part, to.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    /** A running container of this image. */
    BuildContainer container(String wanted) throws IOException, InterruptedException {
        if (container.isEmpty() || !image.equals(wanted) || !container.get().isAlive()) {
            close();
            container = Optional.of(start(wanted, false));
            image = wanted;
        }
        return container.get();
    }

    /** A container of this image that the slot's kernel can be made in; for that alone. */
    BuildContainer makingContainer(String wanted) throws IOException, InterruptedException {
        return start(wanted, true);
    }

    private BuildContainer start(String wanted, boolean making) throws IOException, InterruptedException {
        return runtime.start(new ContainerSpec(
                wanted, mounted, limits.memory(), limits.processes(), limits.cpus(), limits.disk(), making));
    }

    /** Where a probe is put between container and store. */
    Path scratch(String name) {
        return scratch.resolve(name);
    }

    @Override
    public void close() {
        container.ifPresent(BuildContainer::close);
        container = Optional.empty();
    }
}
