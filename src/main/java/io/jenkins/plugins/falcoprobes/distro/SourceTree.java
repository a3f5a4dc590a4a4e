package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a kernel's tree of its source, as far as that can be done without running any of it; a builder container does the
 * rest. Of a source of 1.3 GB a tenth is needed: that much is kept in the cache, by the tarball's checksum, for the next
 * kernel of the same version and for the next run.
 */
final class SourceTree {
    /** A kernel of today has 90,000 files with 1.5 GB. */
    private static final UnpackLimits LIMITS = new UnpackLimits(400_000, 512L << 20, 8L << 30);

    /** Folders of which no code is needed, only what kbuild and Kconfig read everywhere. */
    private static final Set<String> CODE = Set.of(
            "Documentation",
            "LICENSES",
            "block",
            "crypto",
            "drivers",
            "firmware",
            "fs",
            "io_uring",
            "ipc",
            "mm",
            "net",
            "samples",
            "sound");

    /** What modules need of {@code tools/}: objtool and resolve_btfids, and what those are made with. */
    private static final Set<String> TOOLS =
            Set.of("Makefile", "arch", "bpf", "build", "include", "lib", "objtool", "scripts");

    /** Links to every architecture's device trees. */
    private static final String DEVICE_TREES = "scripts/dtc/include-prefixes/";

    private final CacheFolder cache;

    SourceTree(CacheFolder cache) {
        this.cache = cache;
    }

    /**
     * Unpacks a kernel's source.
     *
     * @param tarball the whole source, in one folder, as kernel.org has it
     * @param checksum of that file
     * @param config the configuration; where there is none, the kernel's own default
     */
    KernelTree unpack(Kernel kernel, Path tarball, String checksum, Optional<KernelConfig> config, UnpackTarget target)
            throws IOException, InterruptedException {
        return unpack(kernel, tarball, checksum, config, target, SourceTree::withoutTop);
    }

    /** The same, of a tarball that has the source at its top. */
    KernelTree unpackBare(
            Kernel kernel, Path tarball, String checksum, Optional<KernelConfig> config, UnpackTarget target)
            throws IOException, InterruptedException {
        return unpack(kernel, tarball, checksum, config, target, Optional::of);
    }

    private KernelTree unpack(
            Kernel kernel,
            Path tarball,
            String checksum,
            Optional<KernelConfig> config,
            UnpackTarget target,
            EntryMapper places)
            throws IOException, InterruptedException {
        Architecture architecture = kernel.architecture();
        Path kept = cache.file("sources", checksum + "." + architecture.machine());
        if (!Files.exists(kept)) {
            cache.write(
                    kept,
                    out -> Tarball.repack(kernel + ": its source", tarball, out, LIMITS, name -> places.map(name)
                            .filter(path -> isNeeded(path, architecture))));
        }
        Tarball.unpack(
                kept,
                new SafeUnpacker(target, UnpackLimits.DEFAULT),
                name -> Optional.of(KernelTree.SOURCE_FOLDER + "/" + name));
        Path root = target.root();
        if (!Files.exists(root.resolve(KernelTree.SOURCE_FOLDER).resolve("Makefile"))) {
            throw new UnpackException(kernel + ": its source has no Makefile where a kernel has one");
        }
        if (config.isPresent()) {
            Files.write(root.resolve(KernelTree.SOURCE_CONFIG), config.get().text());
        }
        return new KernelTree(kernel, root, config.orElseGet(() -> new KernelConfig(new byte[0])), true);
    }

    private static Optional<String> withoutTop(String name) {
        int slash = name.indexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(name.substring(slash + 1));
    }

    static boolean isNeeded(String path, Architecture architecture) {
        String[] parts = path.split("/", -1);
        String name = parts[parts.length - 1];
        boolean ofKbuild = name.startsWith("Kconfig") || name.startsWith("Makefile") || name.startsWith("Kbuild");
        if (parts.length == 1 || ofKbuild) {
            return ofKbuild && !path.startsWith("tools/testing/");
        }
        return switch (parts[0]) {
            case "arch" -> architecture.sourceFolders().contains(parts[1]) && !path.contains("/boot/dts/");
            case "tools" -> TOOLS.contains(parts[1]);
            default -> !CODE.contains(parts[0]) && !path.startsWith(DEVICE_TREES);
        };
    }
}
