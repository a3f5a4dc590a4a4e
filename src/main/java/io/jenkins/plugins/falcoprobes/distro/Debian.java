package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Debian: the kernels of every suite that its archive serves, and of old ones that the archive of those does. */
public final class Debian extends AptDistro {
    static final String ID = "debian";
    static final DistroSetting KEYS = DistroSetting.keys(ID);

    private final Architecture builder;

    /** Debian as this archive has it. */
    public Debian(Downloads downloads, AptArchive archive) {
        this(downloads, archive, Architecture.host());
    }

    /** Debian as this archive has it, for trees that such a machine can build in. */
    Debian(Downloads downloads, AptArchive archive, Architecture builder) {
        super(ID, downloads, archive);
        this.builder = builder;
    }

    /** Debian as the context's archive has it. */
    static Debian create(DistroContext context) {
        return new Debian(context.downloads(), context.debian());
    }

    @Override
    Set<Architecture> needed(Set<Architecture> architectures) {
        Set<Architecture> needed = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : architectures) {
            needed.add(architecture);
            needed.add(DebianKernels.programsFor(architecture, builder));
        }
        return needed;
    }

    @Override
    Discovery kernels(List<DebianPackage> packages, Set<Architecture> architectures) {
        return DebianKernels.find(ID, packages, architectures, builder);
    }

    @Override
    public boolean isBuildableOn(Architecture machine, Kernel kernel) {
        return machine.compilesFor(kernel.architecture());
    }
}
