package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import java.io.IOException;
import java.util.List;

/** Ubuntu since 14.04, of every flavour, with the kernels of newer releases for older ones (HWE). */
final class Ubuntu extends AptDistro {
    static final String ID = "ubuntu";

    private final AptTable table;

    Ubuntu(Downloads downloads, AptTable table, AptArchive archive) {
        super(ID, downloads, archive);
        this.table = table;
    }

    static Distro create(DistroContext context) throws IOException {
        AptTable table = AptTable.of(ID);
        return new Ubuntu(
                context.downloads(),
                table,
                AptArchive.of(ID, "Ubuntu", context.downloads(), table, PackageSelection.UBUNTU, context.mirrors()));
    }

    @Override
    Discovery kernels(List<DebianPackage> packages) {
        return UbuntuKernels.find(packages, table);
    }
}
