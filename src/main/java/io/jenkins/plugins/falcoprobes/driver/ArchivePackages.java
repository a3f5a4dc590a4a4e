package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.EntryMapper;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Packages out of Debian's archive, verified by its signatures. */
final class ArchivePackages implements DriverSource.DebianPackages {
    /** A driver's package has some hundred files and a few MiB. */
    private static final UnpackLimits LIMITS = new UnpackLimits(10_000, 64L << 20, 256L << 20);

    private final AptArchive archive;

    ArchivePackages(AptArchive archive) {
        this.archive = archive;
    }

    @Override
    public List<Found> find(String name) throws IOException, InterruptedException {
        return packages(name).stream()
                .map(p -> new Found(p.suite(), p.name(), p.version(), p.sha256()))
                .toList();
    }

    @Override
    public void unpack(Found found, Path folder) throws IOException, InterruptedException {
        for (DebianPackage candidate : packages(found.name())) {
            if (candidate.suite().equals(found.suite()) && candidate.sha256().equals(found.sha256())) {
                DebArchive.unpack(
                        found.name(),
                        archive.fetch(candidate),
                        new SafeUnpacker(UnpackTarget.of(folder), LIMITS),
                        EntryMapper.all());
                return;
            }
        }
        throw new IOException("Debian's archive no longer has " + found);
    }

    /** Source that is the same for all architectures is in the index of each one. */
    private List<DebianPackage> packages(String name) throws IOException, InterruptedException {
        return archive.find(name, Architecture.X86_64);
    }
}
