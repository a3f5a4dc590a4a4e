package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tarballs of this machine, and of the web, fetched anew only when they have changed. */
final class FetchedTarballs implements DriverSource.Tarballs {
    /** The whole of falcosecurity/libs has 15 MiB packed, 50 MiB and 2,500 files unpacked. */
    private static final int MAX_PACKED = 256 << 20;

    private static final UnpackLimits LIMITS = new UnpackLimits(50_000, 256L << 20, 1L << 30);

    private final Downloads downloads;

    FetchedTarballs(Downloads downloads) {
        this.downloads = downloads;
    }

    @Override
    public void unpack(URI tarball, Path folder) throws IOException, InterruptedException {
        SafeUnpacker unpacker = new SafeUnpacker(UnpackTarget.of(folder), LIMITS);
        if (tarball.getScheme().equals("file")) {
            Path file = Path.of(tarball);
            if (!Files.isRegularFile(file)) {
                throw new IOException("tar:" + file + " is no file");
            }
            Tarball.unpack(file, unpacker, EntryMapper.all());
            return;
        }
        Path fetched = Files.createTempFile("driver", ".tar");
        try {
            Files.write(fetched, downloads.latest(tarball, MAX_PACKED));
            Tarball.unpack(fetched, unpacker, EntryMapper.all());
        } finally {
            Files.delete(fetched);
        }
    }
}
