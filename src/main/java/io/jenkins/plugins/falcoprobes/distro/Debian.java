package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.util.List;

/** Debian: the kernels of every suite that its archive serves, and of old ones that the archive of those does. */
public final class Debian extends AptDistro {
    static final String ID = "debian";

    /** Debian as this archive has it. */
    public Debian(Downloads downloads, AptArchive archive) {
        super(ID, downloads, archive);
    }

    /** Debian as the context's archive has it. */
    static Debian create(DistroContext context) {
        return new Debian(context.downloads(), context.debian());
    }

    @Override
    Discovery kernels(List<DebianPackage> packages) {
        return DebianKernels.find(ID, packages);
    }
}
