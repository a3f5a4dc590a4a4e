package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's tree out of one archive that has it ready-made, in a folder or two. Of it, what a build reads is taken. */
final class HeadersTree implements EntryMapper {
    /** It stood elsewhere when the kernel was built. */
    private static final Pattern SOURCE_ELSEWHERE = Pattern.compile("/[^\\s:]*/source(?=[/\\s]|$)");

    private final Kernel kernel;
    private final UnpackTarget target;
    private final SafeUnpacker unpacker;
    private final Map<Pattern, String> folders = new LinkedHashMap<>();

    /**
     * A tree in the making.
     *
     * @param folders regular expressions of the archive's folders, and what they are called in the tree
     */
    HeadersTree(Kernel kernel, UnpackTarget target, Map<String, String> folders) {
        this.kernel = kernel;
        this.target = target;
        this.unpacker = new SafeUnpacker(target, UnpackLimits.DEFAULT);
        folders.forEach((folder, place) -> this.folders.put(Pattern.compile(folder + "(?:/(.+))?"), place));
    }

    /** Fills it. */
    SafeUnpacker unpacker() {
        return unpacker;
    }

    @Override
    public Optional<String> map(String name) {
        for (Map.Entry<Pattern, String> folder : folders.entrySet()) {
            Matcher matcher = folder.getKey().matcher(name);
            if (matcher.matches()) {
                String rest = matcher.group(1);
                return rest == null
                        ? Optional.of(folder.getValue())
                        : isOfUse(rest) ? Optional.of(folder.getValue() + "/" + rest) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean mayHold(String folder) {
        return folders.keySet().stream().anyMatch(pattern -> {
            Matcher matcher = pattern.matcher(folder + "/");
            return matcher.matches() || matcher.hitEnd();
        });
    }

    /** The image is there for types that are looked up when a module loads; it is larger than all else together. */
    private static boolean isOfUse(String path) {
        return !path.equals("vmlinux") && !SettingsMarks.isOne(path) && !path.startsWith(RpmTree.DEVICE_TREES);
    }

    /**
     * The tree, now that it is full.
     *
     * @throws UnpackException if it is not one of this kernel
     */
    KernelTree finish() throws IOException {
        HeadersFolder headers = new HeadersFolder(kernel, target.root().resolve(KernelTree.BUILD_FOLDER));
        headers.require("Makefile");
        if (folders.containsValue(KernelTree.SOURCE_FOLDER)) {
            String place = KernelTree.MOUNT + "/" + KernelTree.SOURCE_FOLDER;
            headers.changeMakefile(text -> SOURCE_ELSEWHERE.matcher(text).replaceAll(place));
        }
        String release = new String(headers.require("include/config/kernel.release"), UTF_8).strip();
        if (!release.equals(kernel.release().value())) {
            throw new UnpackException(kernel + ": its headers are those of " + release);
        }
        return new KernelTree(kernel, target.root(), headers.config());
    }
}
