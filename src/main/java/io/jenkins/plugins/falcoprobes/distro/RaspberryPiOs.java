package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * Raspberry Pi OS for 64 bit: Debian, and says so of itself, but for its kernels, which it makes as Debian does and has in an
 * archive of its own ({@code 6.12.25+rpt-rpi-v8}). Up to bullseye one package, {@code raspberrypi-kernel-headers}, held the
 * headers ({@code 6.1.21-v8+}). Its hosts' {@code uname -v} ends with a date, not with Debian's version, so that loaders ask for
 * the number before it ({@code #1642}), which stands in the image of another package alone; those kernels are not found, but
 * may be listed ({@link KernelList}). Sources: {@code debian/build_headers.sh} of RPi-Distro/firmware; RPi-Distro/repo#327.
 */
final class RaspberryPiOs extends AptDistro {
    static final String ID = "raspios";

    RaspberryPiOs(Downloads downloads, AptArchive archive) {
        super(ID, downloads, archive);
    }

    static Distro create(DistroContext context) throws IOException {
        return new RaspberryPiOs(
                context.downloads(), archive(ID, "Raspberry Pi OS", context, AptTable.of(ID), PackageSelection.USUAL));
    }

    @Override
    Discovery kernels(List<DebianPackage> packages, Set<Architecture> architectures) {
        // The archive has build programs for its own machines only.
        return DebianKernels.find(ID, packages, architectures, Architecture.AARCH64);
    }
}
