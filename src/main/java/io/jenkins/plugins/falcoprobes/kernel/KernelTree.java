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
 */
public record KernelTree(Kernel kernel, Path root, KernelConfig config) {
    /** Where a container sees {@link #root()}. */
    public static final String MOUNT = "/kernel";

    /** {@code KERNELDIR} of a build: the folder below {@value #MOUNT} that {@code make -C} goes to. */
    public static final String BUILD_FOLDER = "build";

    /** The kernel's {@code Module.symvers}: every exported symbol with its CRC. */
    public Path moduleSymvers() {
        return root.resolve(BUILD_FOLDER).resolve("Module.symvers");
    }
}
