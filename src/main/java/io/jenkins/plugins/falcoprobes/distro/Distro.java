package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** A distribution: where its kernels are listed, which packages each needs, how they become a tree to build in. */
public interface Distro {
    /** The id that options, names and reports use: os-release's {@code ID} where there is one. */
    String id();

    /**
     * Finds the kernels that the distribution publishes now.
     *
     * @throws IOException if not even a part of the metadata could be read and verified
     */
    Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException;

    /**
     * Fetches, verifies and unpacks a kernel's packages.
     *
     * @param target its empty folder becomes the tree's root; on failure what it holds is of no use
     * @throws IOException one of {@code DownloadException}, {@code SignatureException}, {@code UnpackException}, or
     *     another when the local disk fails
     */
    KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException;

    /**
     * Whether a kernel can be built for on such a machine, as far as the distribution's packages go: the build programs in
     * the tree that {@link #prepare} makes must run there, or their sources be beside them. On a machine of the kernel's own
     * kind they run; what is made of source is made where the module is.
     */
    default boolean isBuildableOn(Architecture builder, Kernel kernel) {
        return kernel.isOfSource() ? builder.compilesFor(kernel.architecture()) : kernel.architecture() == builder;
    }

    /**
     * The configuration as loaders find it on hosts that run the kernel ({@code /proc/config.gz}, {@code /boot/config-*}), every
     * text that there may be, at least one; their md5s are in the names of the hash era. Where the kernel is made of its source,
     * what it is made with: what becomes of that is one more. Fetches as little as possible, once.
     *
     * @throws UnknownConfigException if nobody has said what hosts have
     */
    List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException;

    /**
     * The ids of distributions whose hosts could load modules of this one's kernels, but for which modules of their own
     * kernels are built.
     */
    default Set<String> leavesAlone() {
        return Set.of();
    }

    /**
     * What was found.
     *
     * @param kernels every kernel once, newest last within a series
     * @param warnings what could not be read, one line each
     */
    record Discovery(List<Kernel> kernels, List<String> warnings) {
        public Discovery {
            kernels = List.copyOf(kernels);
            warnings = List.copyOf(warnings);
        }
    }
}
