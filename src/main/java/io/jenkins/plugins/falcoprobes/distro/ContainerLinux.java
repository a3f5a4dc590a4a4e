package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.DiskArchive;
import io.jenkins.plugins.falcoprobes.archive.KernelImage;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final String id;
    private final Map<String, URI> channels;
    private final Downloads downloads;
    private final FileKeys keys;
    private final KernelOrg kernelOrg;

    /**
     * A distribution.
     *
     * @param id its id, with which files' names begin and kernels' releases end
     * @param channels where the releases of each channel are, by the channel's name
     */
    ContainerLinux(String id, Map<String, URI> channels, DistroContext context, FileKeys keys) throws IOException {
        this.id = id;
        this.kernelOrg = Vanilla.kernelOrg(context);
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
        return new ContainerLinuxReleases(id, downloads, kernelOrg).find(channels, architectures);
    }

    @Override
    public final KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        if (kernel.isOfSource()) {
            return source(kernel, target);
        }
        KernelPackage container = kernel.packages(Role.HEADERS).get(0);
        Downloads.Fetched packed = fetch(container.uri(), LONGEST_PACKED);
        Kernel known = kernel.with(List.of(container.as(packed.size(), packed.sha256())));
        HeadersTree tree = new HeadersTree(known, target, FOLDERS);
        String name = name(kernel);
        Path image = Files.createTempFile(target.root().toAbsolutePath().getParent(), "image-", "");
        try {
            DiskArchive.unpackImage(name, packed.file(), image, LONGEST_IMAGE);
            DiskArchive.unpack(name, image, tree.unpacker(), tree);
        } finally {
            Files.delete(image);
        }
        return tree.finish();
    }

    private KernelTree source(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        KernelPackage booted = kernel.packages(Role.CONFIG).get(0);
        Downloads.Fetched fetched = fetch(booted.uri(), LONGEST_PACKED);
        Kernel known =
                kernel.with(List.of(kernel.packages(Role.SOURCE).get(0), booted.as(fetched.size(), fetched.sha256())));
        return SourceKernels.unpack(downloads, known, Optional.of(config(kernel, fetched)), target);
    }

    /**
     * What {@code /proc/config.gz} has, which loaders look at first; then the published text, where there is one, which is
     * that of the kernel's modules (ebuild coreos-modules). The kernel that runs was configured once more since 4.6.3 (ebuild
     * coreos-kernel): with its first file system, and on x86_64 since 4.14.14 with the names of all microcode, in the order
     * in which {@code find} came by them. That cannot be reckoned, so it is read out of the kernel itself.
     */
    @Override
    public final List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        KernelPackage booted = kernel.packages(Role.CONFIG).get(0);
        List<KernelConfig> configs = new ArrayList<>();
        configs.add(config(kernel, fetch(booted.uri(), LONGEST_PACKED)));
        try {
            URI published = booted.uri().resolve(id + "_production_image_kernel_config.txt");
            byte[] text = Files.readAllBytes(fetch(published, LONGEST_CONFIG).file());
            if (!Arrays.equals(text, configs.get(0).text())) {
                configs.add(new KernelConfig(text));
            }
        } catch (DownloadException e) {
            // Releases before 1590 have none.
            if (e.isTransient()) {
                throw e;
            }
        }
        return configs;
    }

    private static String name(Kernel kernel) {
        return kernel + " " + kernel.packageVersion();
    }

    private static KernelConfig config(Kernel kernel, Downloads.Fetched booted) throws IOException {
        return new KernelConfig(KernelImage.config(name(kernel), booted.file()));
    }

    private Downloads.Fetched fetch(URI uri, long limit) throws IOException, InterruptedException {
        return downloads.fetchChecked(
                uri,
                limit,
                file -> keys.verify(
                        uri.toString(), file, downloads.latest(URI.create(uri + ".sig"), LONGEST_SIGNATURE)));
    }
}
