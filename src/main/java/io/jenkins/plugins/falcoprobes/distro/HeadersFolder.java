package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The folder of a kernel's tree with its headers, as its packages have left it.
 *
 * @param kernel whose it is
 * @param path where it is
 */
record HeadersFolder(Kernel kernel, Path path) {
    /** What kbuild makes of the configuration for the compiler; up to 2.6.32 the second. */
    private static final List<String> AUTOCONF = List.of("include/generated/autoconf.h", "include/linux/autoconf.h");

    /**
     * The content of a file.
     *
     * @throws UnpackException if there is no such file
     */
    byte[] require(String file) throws IOException {
        try {
            return Files.readAllBytes(path.resolve(file));
        } catch (NoSuchFileException e) {
            throw new UnpackException(kernel + ": its headers hold no " + file, e);
        }
    }

    /**
     * The configuration: {@code .config}, which only a make of the kernel itself needs, else what modules see of it,
     * {@code autoconf.h}.
     *
     * @throws UnpackException if there is neither
     */
    KernelConfig config() throws IOException {
        if (!Files.exists(path.resolve(".config"))) {
            for (String file : AUTOCONF) {
                if (Files.exists(path.resolve(file))) {
                    return KernelConfig.ofHeader(require(file));
                }
            }
        }
        return new KernelConfig(require(".config"));
    }

    /** Changes the Makefile's text, which is returned, and leaves its time as it is: make goes by that. */
    String changeMakefile(UnaryOperator<String> change) throws IOException {
        Path makefile = path.resolve("Makefile");
        String text = change.apply(new String(require("Makefile"), UTF_8));
        FileTime time = Files.getLastModifiedTime(makefile);
        Files.write(makefile, text.getBytes(UTF_8));
        Files.setLastModifiedTime(makefile, time);
        return text;
    }
}
