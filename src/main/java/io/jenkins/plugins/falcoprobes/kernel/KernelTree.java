package io.jenkins.plugins.falcoprobes.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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

    /** Up to 2.6.32 the second; what is written there is LINUX_COMPILER (scripts/mkcompile_h). */
    private static final List<String> COMPILE_H = List.of("include/generated/compile.h", "include/linux/compile.h");

    /** A few lines, one of them with the compiler. */
    private static final int COMPILE_H_LIMIT = 64 << 10;

    /**
     * The compiler that the kernel was built with, as the tree itself tells: its configuration since 4.18, before that
     * {@code compile.h}, which not every distribution's headers have.
     */
    public Optional<CompilerVersion> compiler() throws IOException {
        Optional<CompilerVersion> named = config.compiler();
        for (String name : COMPILE_H) {
            Path file = root.resolve(BUILD_FOLDER).resolve(name);
            if (named.isEmpty() && Files.isRegularFile(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    named = CompilerVersion.fromText(
                            new String(in.readNBytes(COMPILE_H_LIMIT), StandardCharsets.UTF_8));
                }
            }
        }
        return named;
    }

    /** Where the source of a kernel is that has to be made; it stays there, since headers are read from it. */
    public static final String SOURCE_FOLDER = "source";

    /** The configuration to make it with. */
    public static final String SOURCE_CONFIG = "config";

    /**
     * The distribution's patches of the source, applied in the order of their names: those of a file that is not among what
     * was unpacked of the source are passed over.
     */
    public static final String SOURCE_PATCHES = "patches";

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
