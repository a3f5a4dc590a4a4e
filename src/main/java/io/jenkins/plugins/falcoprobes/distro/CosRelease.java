package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The release of a kernel, which nothing but its headers tells: it is in the name of their folder, with which the archive
 * begins. So the archive's first bytes are read, once: a build never changes.
 */
final class CosRelease {
    private static final Pattern FOLDER = Pattern.compile("usr/src/linux-headers-([^/]+)(?:/.*)?");

    /** What the first few entries need, packed, and what surely is enough. */
    private static final int[] LENGTHS = {4096, 1 << 18};

    private final Downloads downloads;

    CosRelease(Downloads downloads) {
        this.downloads = downloads;
    }

    /** The release of the headers at an address. */
    KernelRelease of(URI headers) throws IOException, InterruptedException {
        CacheFolder cache = downloads.cache();
        Path file = cache.file("releases", Downloads.key(headers));
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isPresent()) {
            return new KernelRelease(new String(kept.get(), UTF_8));
        }
        KernelRelease release = read(headers);
        cache.writeChecked(file, out -> out.write(release.value().getBytes(UTF_8)));
        return release;
    }

    private KernelRelease read(URI headers) throws IOException, InterruptedException {
        for (int length : LENGTHS) {
            byte[] start = downloads.head(headers, length);
            Optional<String> name =
                    Tarball.firstName(headers.toString(), new ByteArrayInputStream(start), each -> FOLDER.matcher(each)
                            .matches());
            if (name.isPresent()) {
                return release(headers, name.get());
            }
        }
        throw new UnpackException(headers + ": does not begin with a folder of a kernel's headers");
    }

    private static KernelRelease release(URI headers, String name) throws UnpackException {
        Matcher folder = FOLDER.matcher(name);
        try {
            return new KernelRelease(folder.matches() ? folder.group(1) : "");
        } catch (IllegalArgumentException e) {
            throw new UnpackException(headers + ": " + e.getMessage(), e);
        }
    }
}
