package io.jenkins.plugins.falcoprobes.kernel;

import java.nio.file.Path;

/**
 * A kernel's headers and build programs, unpacked and ready for {@code make}, the same bytes on any host.
 *
 * <p>The tree is mounted read-only at {@value #MOUNT} in a container. Everything inside refers to itself by relative
 * links or by that path, never by one of the host, so two kernels differ in a compiler's eyes only by their content.
 *
 * @param kernel whose tree it is; the checksums of all packages that were unpacked are known
 * @param root the folder on the host that is mounted at {@value #MOUNT}
 * @param config the configuration that the headers were made with ({@code .config})
 * @param source whether it is the kernel's source, of which a builder container has yet to make the headers and programs:
 *     the folders and files named below, {@link #config()} what is asked for, as far as that is known
 */
public record KernelTree(Kernel kernel, Path root, KernelConfig config, boolean source) {
    /** Where a container sees {@link #root()}. */
    public static final String MOUNT = "/kernel";

    /** {@code KERNELDIR} of a build: the folder below {@value #MOUNT} that {@code make -C} goes to. */
    public static final String BUILD_FOLDER = "build";

    /** Where the source of a kernel is that has to be made; it stays there, since headers are read from it. */
    public static final String SOURCE_FOLDER = "source";

    /** The configuration to make it with. */
    public static final String SOURCE_CONFIG = "config";

    /** A tree that is ready. */
    public KernelTree(Kernel kernel, Path root, KernelConfig config) {
        this(kernel, root, config, false);
    }

    /** The same tree in another place. */
    public KernelTree at(Path other) {
        return new KernelTree(kernel, other, config, source);
    }

    /**
     * The kernel's {@code Module.symvers}: every exported symbol with its CRC. It comes of building the whole kernel: what was
     * made of source alone has none.
     */
    public Path moduleSymvers() {
        return root.resolve(BUILD_FOLDER).resolve("Module.symvers");
    }
}
