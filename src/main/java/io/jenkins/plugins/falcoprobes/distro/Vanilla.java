package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Kernels as kernel.org releases them, which somebody has built by themselves: those that a user names. Their headers and
 * build programs are made of their source.
 */
final class Vanilla implements Distro {
    static final String ID = "vanilla";

    /** What the kernels are called on their hosts. */
    static final DistroSetting RELEASES = new DistroSetting(
            ID + ".releases",
            DistroSetting.Kind.TEXT,
            "kernels as uname -r prints them, with spaces between them, like 6.6.30-mine");

    /** How they were built. */
    static final DistroSetting CONFIG = new DistroSetting(
            ID + ".config",
            DistroSetting.Kind.FILE,
            "their configuration, as /proc/config.gz has it; without it, the kernel's own default");

    static final List<DistroSetting> SETTINGS = List.of(RELEASES, CONFIG, DistroSetting.keys(ID));

    private static final Pattern RELEASE = Pattern.compile("\\d+\\.\\d+(?:\\.\\d+)?(?:[+-].*)?");

    private final DistroContext context;
    private final KernelOrg kernelOrg;
    private final Optional<KernelConfig> config;

    private Vanilla(DistroContext context) throws IOException {
        this.context = context;
        this.kernelOrg = kernelOrg(context);
        this.config = SourceKernels.config(context.settings(), CONFIG);
    }

    static Distro create(DistroContext context) throws IOException {
        return new Vanilla(context);
    }

    /** kernel.org, for whoever builds from its releases; a mirror and keys for {@value #ID} are for all of them. */
    static KernelOrg kernelOrg(DistroContext context) throws IOException {
        Optional<byte[]> given =
                context.settings().content(DistroSetting.keys(ID).name());
        byte[] keys;
        try (InputStream in = Vanilla.class.getResourceAsStream("kernel.org.pgp")) {
            keys = given.isPresent() ? given.get() : in.readAllBytes();
        }
        return new KernelOrg(context.downloads(), context.mirrors().getOrDefault(ID, KernelOrg.SERVER), keys);
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        List<Kernel> kernels = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        for (String word :
                context.settings().text(RELEASES.name()).orElse("").trim().split("[\\s,;]+", -1)) {
            if (!RELEASE.matcher(word).matches()) {
                throw new DownloadException(
                        RELEASES.name() + ": \"" + word + "\" is no release of a kernel.org kernel like 6.6.30 or"
                                + " 6.6.30-mine",
                        false,
                        null);
            }
            Optional<KernelOrg.Tarball> tarball = kernelOrg.find(KernelVersion.of(word));
            if (tarball.isEmpty()) {
                warnings.add(ID + ": " + word + ": kernel.org's list has no such version");
                continue;
            }
            for (Architecture architecture : SourceKernels.architectures(config, architectures)) {
                kernels.add(kernel(word, tarball.get(), architecture));
            }
        }
        warnings.add(ID + ": " + SourceKernels.WARNING);
        return new Discovery(kernels, warnings);
    }

    /** A kernel without a third number has one nevertheless, 0, when it runs: {@code KERNELRELEASE} of its Makefile. */
    private Kernel kernel(String word, KernelOrg.Tarball tarball, Architecture architecture) {
        KernelVersion version = KernelVersion.of(word);
        String local = word.replaceFirst("^[\\d.]+", "");
        return new Kernel(
                ID,
                new KernelRelease(version + local),
                version.toString(),
                "1",
                architecture,
                "",
                List.of("kernel.org"),
                List.of(SourceKernels.source(tarball, version)),
                config.flatMap(KernelConfig::compiler),
                Optional.empty());
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        return SourceKernels.unpack(context.downloads(), kernel, config, target);
    }

    @Override
    public List<KernelConfig> bootConfigs(Kernel kernel) throws IOException {
        return List.of(config.orElseThrow(() -> new UnknownConfigException(
                "names with the md5 of the configuration need " + CONFIG.name() + ", as hosts have it")));
    }
}
