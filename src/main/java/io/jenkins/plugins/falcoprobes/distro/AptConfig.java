package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
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
import java.util.regex.Pattern;

/**
 * Reads the configuration that a host has as {@code /boot/config-<release>}, out of the first bytes of a package of 70 MB.
 *
 * <p>So little of a package cannot be checked by the package's checksum. But distributions make that configuration out of
 * the headers' {@code .config}, which can be: it is the same, but for Debian's kernels since 5.10, where four settings of the
 * build are left out ({@code debian/rules.real}). So what was read must be one of the two, byte for byte; where it is neither, the whole
 * package is fetched and its checksum decides.
 */
final class AptConfig {
    private static final Pattern OF_THE_BUILD =
            Pattern.compile("(?:# )?CONFIG_(BUILD_SALT|MODULE_SIG_ALL|MODULE_SIG_KEY|SYSTEM_TRUSTED_KEYS)[= ].*");
    private static final int LONGEST = 1 << 22;

    /** A package up to this size is fetched whole: {@code linux-base-<release>} of 7.x has half a megabyte. */
    private static final long SMALL = 2 << 20;

    private final Downloads downloads;

    AptConfig(Downloads downloads) {
        this.downloads = downloads;
    }

    KernelConfig read(Kernel kernel) throws IOException, InterruptedException {
        DownloadException gone =
                new DownloadException(kernel + ": no package of the archive holds its configuration", false, null);
        for (KernelPackage holder : kernel.packages(Role.CONFIG)) {
            try {
                return new KernelConfig(read(kernel, holder));
            } catch (DownloadException e) {
                if (e.isTransient()) {
                    throw e;
                }
                // A mirror may have lost one of the signed and the unsigned image, which hold the same configuration.
                gone.addSuppressed(e);
            }
        }
        throw gone;
    }

    private byte[] read(Kernel kernel, KernelPackage holder) throws IOException, InterruptedException {
        CacheFolder cache = downloads.cache();
        Path file = cache.file("configs", holder.sha256());
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] config = download(kernel, holder);
        cache.writeChecked(file, out -> out.write(config));
        return config;
    }

    private byte[] download(Kernel kernel, KernelPackage holder) throws IOException, InterruptedException {
        if (holder.size() > SMALL) {
            Optional<byte[]> start = fromStart(kernel, holder);
            if (start.isPresent()) {
                byte[] headers = headersConfig(kernel);
                if (Arrays.equals(start.get(), headers) || Arrays.equals(start.get(), withoutTheBuild(headers))) {
                    return start.get();
                }
            }
        }
        return fromWhole(kernel, holder, isBootConfig(kernel));
    }

    private Optional<byte[]> fromStart(Kernel kernel, KernelPackage holder) throws IOException, InterruptedException {
        try {
            return downloads.readStart(
                    holder.uri(), in -> DebArchive.find(holder.name(), in, isBootConfig(kernel), LONGEST));
        } catch (DownloadException e) {
            throw e;
        } catch (IOException e) {
            // What came is no package: whether the mirror's file is broken is for the checksum of the whole to say.
            return Optional.empty();
        }
    }

    private byte[] headersConfig(Kernel kernel) throws IOException, InterruptedException {
        KernelPackage headers = kernel.packages(Role.HEADERS).get(0);
        String path = "usr/src/" + headers.name() + "/.config";
        return fromWhole(kernel, headers, path::equals);
    }

    private byte[] fromWhole(Kernel kernel, KernelPackage holder, Predicate<String> wanted)
            throws IOException, InterruptedException {
        Path deb = downloads.fetch(holder.uri(), holder.size(), holder.sha256());
        try (InputStream in = Files.newInputStream(deb)) {
            return DebArchive.find(holder.name(), in, wanted, LONGEST)
                    .orElseThrow(() ->
                            new UnpackException(kernel + ": its configuration is not in the package " + holder.name()));
        }
    }

    private static Predicate<String> isBootConfig(Kernel kernel) {
        String before7 = "boot/config-" + kernel.release();
        String since7 = "usr/lib/modules/" + kernel.release() + "/config";
        return name -> name.equals(before7) || name.equals(since7);
    }

    /** What Debian makes of the headers' configuration for {@code /boot}. */
    static byte[] withoutTheBuild(byte[] config) {
        StringBuilder kept = new StringBuilder(config.length);
        for (String line : new String(config, UTF_8).split("(?<=\n)", -1)) {
            if (!OF_THE_BUILD.matcher(line.stripTrailing()).matches()) {
                kept.append(line);
            }
        }
        return kept.toString().getBytes(UTF_8);
    }
}
