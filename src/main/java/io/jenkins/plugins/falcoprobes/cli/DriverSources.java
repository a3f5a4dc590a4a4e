package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.container.ImageCopy;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.DebianArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** How this machine reaches the driver's source. */
final class DriverSources {
    private DriverSources() {}

    /** Images by the engine's command, Debian's packages by its archive's metadata, tarballs from here or the web. */
    static DriverSource.Access access(Settings settings, Downloads downloads, Path work) {
        return new DriverSource.Access(
                new ImageCopy(settings.runtime())::copyOut,
                new Packages(settings, downloads),
                (tarball, folder) -> unpack(tarball, folder, downloads, work));
    }

    private static void unpack(URI tarball, Path folder, Downloads downloads, Path work)
            throws IOException, InterruptedException {
        if (tarball.getScheme().equals("file")) {
            Tarball.unpack(Path.of(tarball), unpacker(folder), EntryMapper.all());
            return;
        }
        Path file = Files.createTempFile(Files.createDirectories(work), "driver-", ".tar");
        try {
            downloads.readStart(tarball, in -> Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING));
            Tarball.unpack(file, unpacker(folder), EntryMapper.all());
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static SafeUnpacker unpacker(Path folder) {
        return new SafeUnpacker(folder, UnpackLimits.DEFAULT);
    }

    /** Packages of Debian's archive; its metadata is read when the first is asked for. */
    private record Packages(Settings settings, Downloads downloads) implements DriverSource.DebianPackages {
        @Override
        public List<Found> find(String name) throws IOException, InterruptedException {
            return archive().find(name, Architecture.host()).stream()
                    .map(found -> new Found(found.suite(), found.name(), found.version()))
                    .toList();
        }

        @Override
        public void unpack(Found found, Path folder) throws IOException, InterruptedException {
            DebianArchive archive = archive();
            DebianPackage deb = archive.find(found.suite(), found.name(), Architecture.host())
                    .orElseThrow(() -> new IOException(found.suite() + " has " + found.name() + " no more"));
            DebArchive.unpack(deb.name(), archive.fetch(deb), unpacker(folder), EntryMapper.all());
        }

        private DebianArchive archive() throws IOException {
            return new DebianArchive(downloads, DebianMirrors.ofThisMachine(settings.mirrors()));
        }
    }
}
