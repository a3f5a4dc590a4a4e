package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a kernel's tree of its packages: the flavour's headers in {@code build}, the shared ones in {@code common}, the
 * build programs, which Debian has apart, in {@code kbuild}. The names of the kernel's version, which are in the folders'
 * names, are gone, so that all kernels look alike to a compiler.
 */
final class AptTree {
    private static final String COMMON_FOLDER = "common";
    private static final String KBUILD_FOLDER = "kbuild";

    private final Kernel kernel;
    private final UnpackTarget target;
    private final Path root;

    /** The folders of the packages, and what they are called in the tree. */
    private final Map<String, String> folders = new LinkedHashMap<>();

    AptTree(Kernel kernel, UnpackTarget target) {
        this.kernel = kernel;
        this.target = target;
        this.root = target.root();
        for (KernelPackage each : kernel.packages()) {
            switch (each.role()) {
                case HEADERS -> folders.put("usr/src/" + each.name(), KernelTree.BUILD_FOLDER);
                case COMMON_HEADERS -> folders.put("usr/src/" + each.name(), COMMON_FOLDER);
                case KBUILD -> folders.put("usr/lib/" + each.name(), KBUILD_FOLDER);
                case SOURCE, CONFIG -> {}
            }
        }
    }

    /** Unpacks the packages' files, which are given by role. */
    KernelTree unpack(Map<Role, Path> debs) throws IOException {
        SafeUnpacker unpacker = new SafeUnpacker(target, UnpackLimits.DEFAULT);
        for (KernelPackage each : kernel.packages()) {
            if (debs.containsKey(each.role())) {
                DebArchive.unpack(each.name(), debs.get(each.role()), unpacker, this::place);
            }
        }
        HeadersFolder headers = new HeadersFolder(kernel, root.resolve(KernelTree.BUILD_FOLDER));
        refreshMakefile(headers);
        return new KernelTree(kernel, root, headers.config());
    }

    private Optional<String> place(String name) {
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            if (name.equals(folder.getKey())) {
                return Optional.of(folder.getValue());
            }
            if (name.startsWith(folder.getKey() + "/")) {
                String rest = name.substring(folder.getKey().length() + 1);
                return isOfOtherArchitecture(rest)
                                || SettingsMarks.isOne(rest)
                                || leadsElsewhere(folder.getValue(), rest)
                        ? Optional.empty()
                        : Optional.of(folder.getValue() + "/" + rest);
            }
        }
        return Optional.empty();
    }

    /**
     * Ubuntu's headers have links to what is not fetched: to a package that only modules in Rust need
     * ({@code linux-lib-rust-...}), and to every architecture's device trees.
     */
    private static boolean leadsElsewhere(String folder, String path) {
        return (folder.equals(KernelTree.BUILD_FOLDER) && path.equals("rust")) || path.startsWith(RpmTree.DEVICE_TREES);
    }

    /** Half of the shared headers are of machines that this kernel is not for. {@code arch/Kconfig} is of all. */
    private boolean isOfOtherArchitecture(String path) {
        String[] parts = path.split("/", 3);
        return parts.length > 1
                && parts[0].equals("arch")
                && !parts[1].equals("Kconfig")
                && !kernel.architecture().sourceFolders().contains(parts[1]);
    }

    /**
     * Debian's Makefile includes that of the shared headers, and since 7.x names its own folder too. Ubuntu's is the kernel's
     * own, which names none, or a link to it.
     */
    private void refreshMakefile(HeadersFolder headers) throws IOException {
        if (Files.isSymbolicLink(headers.path().resolve("Makefile"))) {
            headers.require("Makefile");
            return;
        }
        String refreshed = headers.changeMakefile(text -> {
            for (Map.Entry<String, String> folder : folders.entrySet()) {
                text = text.replace("/" + folder.getKey(), KernelTree.MOUNT + "/" + folder.getValue());
            }
            return text;
        });
        if (refreshed.contains("/usr/src/")) {
            throw new UnpackException(kernel + ": the Makefile of its headers leads out of them: " + refreshed.strip());
        }
    }
}
