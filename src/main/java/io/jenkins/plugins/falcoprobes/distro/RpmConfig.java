package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Reads the configuration that a host has as {@code /boot/config-<release>}, out of the first bytes of the package with the
 * kernel's image.
 *
 * <p>So little of a package cannot be checked by the package's checksum and signature. But the spec files of these
 * distributions install one and the same {@code .config} with the kernel and with the headers, which can be checked: what
 * was read must be that, byte for byte. Where it is not, or where nothing was found, the whole package decides.
 */
final class RpmConfig {
    private static final int LONGEST = 1 << 22;

    private final Downloads downloads;
    private final RpmPackages packages;

    RpmConfig(Downloads downloads, RpmPackages packages) {
        this.downloads = downloads;
        this.packages = packages;
    }

    /** The configuration; {@code headersConfig} is the path of the headers' one. */
    KernelConfig read(Kernel kernel, String headersConfig) throws IOException, InterruptedException {
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        CacheFolder cache = downloads.cache();
        // The first configuration there is, by the package that every kernel has.
        Path file = cache.file("configs", headers.sha256());
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isPresent()) {
            return new KernelConfig(kept.get());
        }
        byte[] config = find(kernel, headers, headersConfig);
        cache.writeChecked(file, out -> out.write(config));
        return new KernelConfig(config);
    }

    private byte[] find(Kernel kernel, KernelPackage headers, String headersConfig)
            throws IOException, InterruptedException {
        Optional<byte[]> ofHeaders = fromWhole(headers, headersConfig::equals);
        for (KernelPackage holder : kernel.packages(Role.CONFIG)) {
            Optional<byte[]> start = fromStart(kernel, holder);
            if (start.isPresent() && ofHeaders.isPresent() && Arrays.equals(start.get(), ofHeaders.get())) {
                return ofHeaders.get();
            }
            if (start.isPresent()) {
                Optional<byte[]> whole = fromWhole(holder, isBootConfig(kernel));
                if (whole.isPresent()) {
                    return whole.get();
                }
            }
        }
        return ofHeaders.orElseThrow(() -> new UnpackException(kernel + ": its headers hold no .config"));
    }

    private Optional<byte[]> fromStart(Kernel kernel, KernelPackage holder) throws IOException, InterruptedException {
        try {
            return downloads.readStart(
                    holder.uri(), in -> RpmArchive.find(holder.name(), in, isBootConfig(kernel), LONGEST));
        } catch (DownloadException e) {
            if (e.isTransient()) {
                throw e;
            }
            return Optional.empty();
        } catch (IOException e) {
            // What came is no package: whether the mirror's file is broken is for the checksum of the whole to say.
            return fromWhole(holder, isBootConfig(kernel));
        }
    }

    private Optional<byte[]> fromWhole(KernelPackage holder, Predicate<String> wanted)
            throws IOException, InterruptedException {
        Path rpm = packages.fetch(holder);
        try (InputStream in = Files.newInputStream(rpm)) {
            return RpmArchive.find(holder.name(), in, wanted, LONGEST);
        }
    }

    private static Predicate<String> isBootConfig(Kernel kernel) {
        String release = kernel.release().value();
        return name -> name.equals("boot/config-" + release)
                || name.equals("lib/modules/" + release + "/config")
                || name.equals("usr/lib/modules/" + release + "/config");
    }
}
