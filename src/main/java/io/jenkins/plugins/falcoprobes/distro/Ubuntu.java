package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Ubuntu since 14.04, of every flavour, with the kernels of newer releases for older ones (HWE). */
final class Ubuntu extends AptDistro {
    static final String ID = "ubuntu";

    private final AptTable table;

    Ubuntu(Downloads downloads, AptTable table, AptArchive archive) {
        super(ID, downloads, archive);
        this.table = table;
    }

    static Distro create(DistroContext context) throws IOException {
        return of(context, AptTable.of(ID));
    }

    static Ubuntu of(DistroContext context, AptTable table) throws IOException {
        return new Ubuntu(context.downloads(), table, archive(ID, "Ubuntu", context, table, PackageSelection.UBUNTU));
    }

    @Override
    Discovery kernels(List<DebianPackage> packages, Set<Architecture> architectures) {
        return UbuntuKernels.find(packages, table);
    }

    /** Headers have the sources of their build programs, in the package that flavours share. */
    @Override
    public boolean isBuildableOn(Architecture builder, Kernel kernel) {
        return builder.compilesFor(kernel.architecture());
    }
}
