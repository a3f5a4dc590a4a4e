package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.DiskArchive;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * CoreOS Container Linux, and Flatcar, which goes on with it. Both come as images; beside those of each release lies that of
 * a container for developers, in which the kernel's own build and source folders are. What is read of a release is held to
 * its signature.
 */
class ContainerLinux implements Distro {
    /** Some 600 MB today. */
    private static final long LONGEST_PACKED = 4L << 30;

    /** Some 6 GB today, most of it zeros, which take no room. */
    private static final long LONGEST_IMAGE = 32L << 30;

    private static final long LONGEST_CONFIG = 1 << 22;
    private static final int LONGEST_SIGNATURE = 1 << 16;
    private static final String MODULES = "usr/lib(?:64)?/modules/[^/]+/";
    private static final Map<String, String> FOLDERS =
            Map.of(MODULES + "build", KernelTree.BUILD_FOLDER, MODULES + "source", KernelTree.SOURCE_FOLDER);

    /**
     * The kernel that runs has its first file system in it, which its modules, with whose configuration it comes, know
     * nothing of (the ebuilds coreos-kernel and coreos-modules).
     */
    private static final String WITHOUT_INITRAMFS = "CONFIG_INITRAMFS_SOURCE=\"\"\n";

    private static final String WITH_INITRAMFS =
            "CONFIG_INITRAMFS_SOURCE=\"bootengine.cpio\"\nCONFIG_INITRAMFS_ROOT_UID=0\nCONFIG_INITRAMFS_ROOT_GID=0\n";

    private final String id;
    private final Map<String, URI> channels;
    private final Downloads downloads;
    private final FileKeys keys;

    /**
     * A distribution.
     *
     * @param id its id, with which files' names begin and kernels' releases end
     * @param channels where the releases of each channel are, by the channel's name
     */
    ContainerLinux(String id, Map<String, URI> channels, DistroContext context, FileKeys keys) {
        this.id = id;
        this.channels = channels;
        this.downloads = context.downloads();
        this.keys = keys;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        return new ContainerLinuxReleases(id, downloads).find(channels, architectures);
    }

    @Override
    public final KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        List<KernelPackage> known = new ArrayList<>();
        Path packed = null;
        for (KernelPackage each : kernel.packages()) {
            Downloads.Fetched fetched = fetch(each, each.role() == Role.CONFIG ? LONGEST_CONFIG : LONGEST_PACKED);
            known.add(each.as(fetched.size(), fetched.sha256()));
            packed = each.role() == Role.HEADERS ? fetched.file() : packed;
        }
        HeadersTree tree = new HeadersTree(kernel.with(known), target, FOLDERS);
        String name = kernel + " " + kernel.packageVersion();
        Path image = Files.createTempFile(target.root().toAbsolutePath().getParent(), "image-", "");
        try {
            DiskArchive.unpackImage(name, packed, image, LONGEST_IMAGE);
            DiskArchive.unpack(name, image, tree.unpacker(), tree);
        } finally {
            Files.delete(image);
        }
        return tree.finish();
    }

    /** What {@code /proc/config.gz} has, which loaders look at first. */
    @Override
    public final List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        Path file = fetch(kernel.packages(Role.CONFIG).get(0), LONGEST_CONFIG).file();
        String modules = new String(Files.readAllBytes(file), UTF_8);
        return List.of(new KernelConfig(
                modules.replace(WITHOUT_INITRAMFS, WITH_INITRAMFS).getBytes(UTF_8)));
    }

    private Downloads.Fetched fetch(KernelPackage wanted, long limit) throws IOException, InterruptedException {
        String name = wanted.uri().toString();
        return downloads.fetchChecked(
                wanted.uri(),
                limit,
                file -> keys.verify(name, file, downloads.latest(URI.create(name + ".sig"), LONGEST_SIGNATURE)));
    }
}
