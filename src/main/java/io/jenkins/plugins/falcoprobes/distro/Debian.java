package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DebianArchive;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Debian: the kernels of every suite that its archive serves. */
public final class Debian implements Distro {
    static final String ID = "debian";
    static final DistroSetting KEYS = DistroSetting.keys(ID);

    private final Downloads downloads;
    private final DebianArchive archive;
    private final Architecture builder;

    /** Debian as this archive has it. */
    public Debian(Downloads downloads, DebianArchive archive) {
        this(downloads, archive, Architecture.host());
    }

    /** Debian as this archive has it, for trees that such a machine can build in. */
    Debian(Downloads downloads, DebianArchive archive, Architecture builder) {
        this.downloads = downloads;
        this.archive = archive;
        this.builder = builder;
    }

    /** Debian as the context's archive has it. */
    static Debian create(DistroContext context) {
        return new Debian(context.downloads(), context.debian());
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public Discovery discover(Set<Architecture> architectures) throws IOException, InterruptedException {
        Set<Architecture> read = EnumSet.noneOf(Architecture.class);
        for (Architecture architecture : architectures) {
            read.add(architecture);
            read.add(DebianKernels.programsFor(architecture, builder));
        }
        DebianArchive.Contents contents = archive.kernelPackages(read);
        Discovery found = DebianKernels.find(contents.packages(), architectures, builder);
        List<String> warnings = new ArrayList<>(contents.warnings());
        warnings.addAll(found.warnings());
        return new Discovery(found.kernels(), warnings);
    }

    @Override
    public boolean isBuildableOn(Architecture machine, Kernel kernel) {
        return DebianKernels.programsFor(kernel.architecture(), machine) == machine;
    }

    @Override
    public KernelTree prepare(Kernel kernel, UnpackTarget target) throws IOException, InterruptedException {
        Map<Role, Path> debs = new EnumMap<>(Role.class);
        for (KernelPackage each : kernel.packages()) {
            if (each.role() != Role.CONFIG) {
                debs.put(each.role(), downloads.fetch(each.uri(), each.size(), each.sha256()));
            }
        }
        return new DebianTree(kernel, target).unpack(debs);
    }

    @Override
    public KernelConfig bootConfig(Kernel kernel) throws IOException, InterruptedException {
        return new DebianConfig(downloads).read(kernel);
    }
}
