package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a kernel's tree of its packages: the headers in {@code build}, those that flavours share, where there are such, in
 * {@code common}. Folders are named alike for all kernels, so that these look alike to a compiler.
 */
final class RpmTree {
    private static final String COMMON_FOLDER = "common";

    /** Links to every architecture's device trees, of which packages have the own one's at most. */
    static final String DEVICE_TREES = "scripts/dtc/include-prefixes/";

    private final Kernel kernel;
    private final UnpackTarget target;

    /** The folders of the packages, and what they are called in the tree. */
    private final Map<String, String> folders = new LinkedHashMap<>();

    RpmTree(Kernel kernel, RpmHeaders headers, UnpackTarget target) {
        this.kernel = kernel;
        this.target = target;
        folders.put(folder(headers, headers.tree()), KernelTree.BUILD_FOLDER);
        if (headers.common().isPresent()) {
            folders.put(folder(headers, headers.commonTree()), COMMON_FOLDER);
        }
    }

    private String folder(RpmHeaders headers, String text) {
        return headers.folder(
                text,
                kernel.packageVersion(),
                kernel.release().value(),
                kernel.architecture().machine());
    }

    /** Unpacks the packages' files, which are given by role. */
    KernelTree unpack(Map<Role, Path> rpms) throws IOException {
        SafeUnpacker unpacker = new SafeUnpacker(target, UnpackLimits.DEFAULT);
        for (KernelPackage each : kernel.packages()) {
            if (rpms.containsKey(each.role())) {
                RpmArchive.unpack(each.name(), rpms.get(each.role()), unpacker, this::place);
            }
        }
        if (folders.size() > 1) {
            refreshMakefile();
        }
        require("Makefile");
        return new KernelTree(kernel, target.root(), new KernelConfig(require(".config")));
    }

    private Optional<String> place(String name) {
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            if (name.equals(folder.getKey())) {
                return Optional.of(folder.getValue());
            }
            if (name.startsWith(folder.getKey() + "/")) {
                String rest = name.substring(folder.getKey().length() + 1);
                return SettingsMarks.isOne(rest) || rest.startsWith(DEVICE_TREES)
                        ? Optional.empty()
                        : Optional.of(folder.getValue() + "/" + rest);
            }
        }
        return Optional.empty();
    }

    /** Headers of one flavour name the shared ones, by their path on a host or by one from their own folder. */
    private void refreshMakefile() throws IOException {
        Path makefile = target.root().resolve(KernelTree.BUILD_FOLDER).resolve("Makefile");
        String text = new String(require("Makefile"), UTF_8);
        FileTime time = Files.getLastModifiedTime(makefile);
        for (Map.Entry<String, String> folder : folders.entrySet()) {
            String place = KernelTree.MOUNT + "/" + folder.getValue();
            String last = folder.getKey().substring(folder.getKey().lastIndexOf('/') + 1);
            text = text.replace("/" + folder.getKey(), place).replaceAll("(?:\\.\\./)+" + Pattern.quote(last), place);
        }
        if (text.contains("/usr/src/") || text.contains("../")) {
            throw new UnpackException(kernel + ": the Makefile of its headers leads out of them: " + text.strip());
        }
        Files.write(makefile, text.getBytes(UTF_8));
        Files.setLastModifiedTime(makefile, time);
    }

    private byte[] require(String file) throws IOException {
        try {
            return Files.readAllBytes(
                    target.root().resolve(KernelTree.BUILD_FOLDER).resolve(file));
        } catch (NoSuchFileException e) {
            throw new UnpackException(kernel + ": its headers hold no " + file, e);
        }
    }
}
