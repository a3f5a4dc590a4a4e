package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.RpmKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Fetches rpms, and lets none through whose checksum or, where the distribution's keys are known, signature is wrong. */
final class RpmPackages {
    private final Downloads downloads;
    private final Optional<RpmKeys> keys;

    RpmPackages(Downloads downloads, Optional<RpmKeys> keys) {
        this.downloads = downloads;
        this.keys = keys;
    }

    Path fetch(KernelPackage wanted) throws IOException, InterruptedException {
        Path rpm = downloads.fetch(wanted.uri(), wanted.size(), wanted.sha256());
        if (keys.isPresent()) {
            keys.get().verifyPackage(wanted.uri().toString(), rpm);
        }
        return rpm;
    }
}
