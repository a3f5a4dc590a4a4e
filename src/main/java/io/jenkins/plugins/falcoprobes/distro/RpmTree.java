package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.nio.file.Path;
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
        HeadersFolder headers = new HeadersFolder(kernel, target.root().resolve(KernelTree.BUILD_FOLDER));
        if (folders.size() > 1) {
            refreshMakefile(headers);
        }
        headers.require("Makefile");
        return new KernelTree(kernel, target.root(), headers.config());
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
    private void refreshMakefile(HeadersFolder headers) throws IOException {
        String refreshed = headers.changeMakefile(text -> {
            for (Map.Entry<String, String> folder : folders.entrySet()) {
                String place = KernelTree.MOUNT + "/" + folder.getValue();
                String last = folder.getKey().substring(folder.getKey().lastIndexOf('/') + 1);
                text = text.replace("/" + folder.getKey(), place)
                        .replaceAll("(?:\\.\\./)+" + Pattern.quote(last), place);
            }
            return text;
        });
        if (refreshed.contains("/usr/src/") || refreshed.contains("../")) {
            throw new UnpackException(kernel + ": the Makefile of its headers leads out of them: " + refreshed.strip());
        }
    }
}
