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
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(tree.root())) {
            for (Path part : parts) {
                Files.move(part, mounted.resolve(part.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return new KernelTree(tree.kernel(), mounted, tree.config());
    }

    /** Removes the tree that was moved in. */
    void clear() throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(mounted)) {
            for (Path part : parts) {
                WorkFolder.remove(part);
            }
        }
    }

    /** A running container of this image. */
    BuildContainer container(String wanted) throws IOException, InterruptedException {
        if (container.isEmpty() || !image.equals(wanted) || !container.get().isAlive()) {
            close();
            container = Optional.of(runtime.start(new ContainerSpec(
                    wanted, mounted, limits.memory(), limits.processes(), limits.cpus(), limits.disk())));
            image = wanted;
        }
        return container.get();
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
