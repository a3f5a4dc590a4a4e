package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.AptArchive;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PackageSelection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A distribution of Debian packages: what they have in common. */
abstract class AptDistro implements Distro {
    private final String id;
    private final Downloads downloads;
    private final AptArchive archive;

    /** A distribution as this archive has it. */
    AptDistro(String id, Downloads downloads, AptArchive archive) {
        this.id = id;
        this.downloads = downloads;
        this.archive = archive;
    }

    /** The archives of a distribution with a table of its own, as a user has set them. */
    static AptArchive archive(String id, String title, DistroContext context, AptTable table, PackageSelection kernels)
            throws IOException {
        Optional<byte[]> keys =
                context.settings().content(DistroSetting.keys(id).name());
        return AptArchive.of(
                id, title, context.downloads(), keys.map(table::signedBy).orElse(table), kernels, context.mirrors());
    }

    /** What users can name mirrors for, of a distribution with a table of its own. */
    static List<String> mirrors(String id) {
        try {
            return AptTable.of(id).mirrors(id);
        } catch (IOException e) {
            throw new IllegalStateException("A table in the program's own jar can be read", e);
        }
    }

    /** The kernels for these architectures among an archive's packages. */
    abstract Discovery kernels(List<DebianPackage> packages, Set<Architecture> architectures);

    /** The architectures whose packages are needed for kernels of these. */
    Set<Architecture> needed(Set<Architecture> architectures) {
        return architectures;
    }

    @Override
    public final String id() {
        return id;
    }

    @Override
    public final Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        AptArchive.Contents contents = archive.kernelPackages(needed(architectures));
        Discovery found = kernels(contents.packages(), architectures);
        List<String> warnings = new ArrayList<>(contents.warnings());
        warnings.addAll(found.warnings());
        return new Discovery(found.kernels(), warnings);
    }

    @Override
    public final KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        Map<Role, Path> debs = new EnumMap<>(Role.class);
        for (KernelPackage each : kernel.packages()) {
            if (each.role() != Role.CONFIG) {
                debs.put(each.role(), downloads.fetch(each.uri(), each.size(), each.sha256()));
            }
        }
        return new AptTree(kernel, target).unpack(debs);
    }

    @Override
    public final List<KernelConfig> bootConfigs(Kernel kernel) throws IOException, InterruptedException {
        return List.of(new AptConfig(downloads).read(kernel));
    }
}
