package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.GivenFiles;
import io.jenkins.plugins.falcoprobes.repository.KernelOrg;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** What distributions have in common whose kernels' headers are made of their source. */
final class SourceKernels {
    /** What cannot be known of such a kernel. */
    static final String WARNING =
            "its kernels' headers are made of their source, which has no Module.symvers: whether a kernel"
                    + " exports what a module needs, and under which symbol versions, is not checked";

    /** A configuration has up to 300 kB. */
    private static final int LONGEST_CONFIG = 4 << 20;

    /** A tarball of today's source that is not packed has 1.5 GB; there are a few hundred patches. */
    private static final UnpackLimits SOURCE_RPM = new UnpackLimits(20_000, 4L << 30, 6L << 30);

    private static final Pattern TARBALL = Pattern.compile("linux-[^/]+\\.tar(?:\\.\\w+)?");
    private static final Pattern PATCH = Pattern.compile("[^/]+\\.patch");

    private SourceKernels() {}

    /** A setting that is a configuration, packed as {@code /proc/config.gz} or not, where it is set. */
    static Optional<KernelConfig> config(DistroSettings settings, DistroSetting setting) throws IOException {
        Optional<byte[]> content = settings.content(setting.name());
        if (content.isEmpty()) {
            return Optional.empty();
        }
        KernelConfig config;
        try {
            config = new KernelConfig(unpacked(content.get()));
        } catch (IOException e) {
            throw new IOException(setting.name() + ": cannot be unpacked: " + e.getMessage(), e);
        }
        if (config.values().isEmpty()) {
            throw new IOException(setting.name() + ": is no configuration of a kernel: no line sets CONFIG_...");
        }
        return Optional.of(config);
    }

    private static byte[] unpacked(byte[] content) throws IOException {
        boolean packed = content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
        if (!packed) {
            return content;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            return in.readNBytes(LONGEST_CONFIG);
        }
    }

    /** The source of a version as kernel.org has it. */
    static KernelPackage source(KernelOrg.Tarball tarball, KernelVersion version) {
        return new KernelPackage(Role.SOURCE, tarball.name(), version.toString(), tarball.uri(), 0, tarball.sha256());
    }

    /** Those of the architectures that a configuration is for; all of them where nothing tells. */
    static List<Architecture> architectures(Optional<KernelConfig> config, Set<Architecture> asked) {
        return asked.stream()
                .sorted()
                .filter(each -> config.isEmpty() || !isForOther(config.get(), each))
                .toList();
    }

    private static boolean isForOther(KernelConfig config, Architecture architecture) {
        String other = architecture == Architecture.X86_64 ? "CONFIG_ARM64" : "CONFIG_X86_64";
        return config.value(other).filter("y"::equals).isPresent();
    }

    /** Fetches a kernel's source and unpacks what is needed of it. */
    static KernelTree unpack(Downloads downloads, Kernel kernel, Optional<KernelConfig> config, UnpackTarget target)
            throws IOException, InterruptedException {
        KernelPackage source = kernel.packages(Role.SOURCE).get(0);
        Downloads.Fetched tarball = source.sha256().isEmpty()
                ? GivenFiles.fetch(downloads, source.uri())
                : KernelOrg.fetch(downloads, source.uri(), source.sha256());
        return new SourceTree(downloads.cache())
                .unpack(fetched(kernel, tarball), tarball.file(), tarball.sha256(), config, target);
    }

    /** The kernel, now that its source was fetched. */
    private static Kernel fetched(Kernel kernel, Downloads.Fetched source) {
        return kernel.with(kernel.packages().stream()
                .map(each -> each.role() == Role.SOURCE ? each.as(source.size(), source.sha256()) : each)
                .toList());
    }

    /**
     * Fetches a kernel's source package ({@code .src.rpm}): a tarball, {@code config-x86_64} and {@code config-aarch64}, and
     * patches, all of which are applied.
     *
     * @param config what is set otherwise than in the package's configuration
     */
    static KernelTree unpackRpm(Downloads downloads, Kernel kernel, KernelConfig config, UnpackTarget target)
            throws IOException, InterruptedException {
        KernelPackage source = kernel.packages(Role.SOURCE).get(0);
        Downloads.Fetched rpm = KernelOrg.fetch(downloads, source.uri(), source.sha256());
        Path root = target.root();
        Path parts = Files.createDirectories(root.resolve("parts"));
        String packaged = "config-" + kernel.architecture().machine();
        RpmArchive.unpack(source.name(), rpm.file(), new SafeUnpacker(UnpackTarget.of(parts), SOURCE_RPM), name -> {
            if (name.equals(packaged)) {
                return Optional.of(KernelTree.SOURCE_CONFIG);
            }
            return PATCH.matcher(name).matches()
                    ? Optional.of(KernelTree.SOURCE_PATCHES + "/" + name)
                    : TARBALL.matcher(name).matches() ? Optional.of(KernelTree.SOURCE_FOLDER) : Optional.empty();
        });
        Path base = parts.resolve(KernelTree.SOURCE_CONFIG);
        Path tarball = parts.resolve(KernelTree.SOURCE_FOLDER);
        Path patches = parts.resolve(KernelTree.SOURCE_PATCHES);
        if (!Files.exists(base) || !Files.exists(tarball)) {
            throw new UnpackException(source.name() + ": holds no " + packaged + ", or no linux-*.tar");
        }
        KernelConfig whole = new KernelConfig(Files.readAllBytes(base)).with(config);
        KernelTree tree = new SourceTree(downloads.cache())
                .unpack(fetched(kernel, rpm), tarball, rpm.sha256(), Optional.of(whole), target);
        if (Files.exists(patches)) {
            Files.move(patches, root.resolve(KernelTree.SOURCE_PATCHES));
        }
        Files.delete(base);
        Files.delete(tarball);
        Files.delete(parts);
        return tree;
    }
}
