package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.driver.DriverSource.DebianPackages.Found;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what was seen of the driver in a package under the package's checksum: a plan needs no more than that, so a package
 * of last time is not unpacked again.
 */
final class KnownDrivers {
    /** Another format, or another way to look at a driver's source, needs another name. */
    private static final String KIND = "drivers-1";

    private final CacheFolder cache;

    KnownDrivers(CacheFolder cache) {
        this.cache = cache;
    }

    /** What was kept; empty if nothing was, or if it was damaged. */
    Optional<DriverTraits> read(Found found, FalcoVersion falco) throws IOException {
        Optional<byte[]> kept = cache.readChecked(file(found, falco));
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(kept.get()));
        return Optional.of(new DriverTraits(
                in.readUTF(),
                Optional.of(in.readUTF()).filter(version -> !version.isEmpty()),
                ApiVersion.parse(in.readUTF()),
                ApiVersion.parse(in.readUTF()),
                in.readBoolean(),
                in.readBoolean(),
                in.readBoolean(),
                in.readUTF()));
    }

    void write(Found found, FalcoVersion falco, DriverTraits traits) throws IOException, InterruptedException {
        cache.writeChecked(file(found, falco), bytes -> {
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeUTF(traits.name());
            out.writeUTF(traits.declaredVersion().orElse(""));
            out.writeUTF(traits.api().map(ApiVersion::toString).orElse(""));
            out.writeUTF(traits.schema().map(ApiVersion::toString).orElse(""));
            out.writeBoolean(traits.hasEbpf());
            out.writeBoolean(traits.hasConfigure());
            out.writeBoolean(traits.isTemplate());
            out.writeUTF(traits.digest());
        });
    }

    /** By the Falco too: where a package has several drivers, its version tells which one is taken. */
    private Path file(Found found, FalcoVersion falco) {
        return cache.file(KIND, found.sha256() + "." + falco.value());
    }
}
