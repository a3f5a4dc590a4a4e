package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.RpmPackage;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the kernels among an rpm distribution's packages. A kernel is there if its headers are. */
final class RpmKernels {
    private static final Comparator<Kernel> ORDER = Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER)
            .thenComparing(kernel -> kernel.release().value(), RpmVersion.ORDER)
            .thenComparing(Kernel::architecture);

    private final String distro;
    private final RpmTable table;
    private final Map<Key, List<RpmPackage>> byKey = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private record Key(String name, String fullVersion, String architecture) {}

    private RpmKernels(String distro, RpmTable table, List<RpmPackage> packages) {
        this.distro = distro;
        this.table = table;
        for (RpmPackage each : packages) {
            byKey.computeIfAbsent(
                            new Key(each.name(), each.fullVersion(), each.architecture()), key -> new ArrayList<>())
                    .add(each);
        }
    }

    /** The kernels of all repositories, oldest first; a kernel that cannot be used is a warning. */
    static Distro.Discovery find(String distro, RpmTable table, List<RpmPackage> packages) {
        return new RpmKernels(distro, table, packages).find();
    }

    private Distro.Discovery find() {
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        for (RpmHeaders headers : table.headers()) {
            for (List<RpmPackage> same : byKey.values()) {
                if (headers.describe(same.get(0))) {
                    kernel(headers, same)
                            .ifPresent(kernel ->
                                    kernels.putIfAbsent(kernel.release() + " " + kernel.architecture(), kernel));
                }
            }
        }
        List<Kernel> sorted = new ArrayList<>(kernels.values());
        sorted.sort(ORDER);
        return new Distro.Discovery(sorted, warnings);
    }

    /** The kernel of headers that several repositories may have; the first one's is taken. */
    private Optional<Kernel> kernel(RpmHeaders headers, List<RpmPackage> same) {
        RpmPackage first = same.get(0);
        Optional<Architecture> architecture = Architecture.named(first.architecture());
        if (architecture.isEmpty()) {
            return Optional.empty(); // i686 beside x86_64
        }
        KernelRelease release;
        try {
            release = new KernelRelease(headers.releaseOf(first.version(), first.release(), first.architecture()));
        } catch (IllegalArgumentException e) {
            warnings.add(first.repository() + ": " + first.name() + "-" + first.fullVersion() + " is left out: "
                    + e.getMessage());
            return Optional.empty();
        }
        List<KernelPackage> packages = new ArrayList<>();
        packages.add(kernelPackage(Role.HEADERS, first));
        if (headers.common().isPresent()) {
            Optional<RpmPackage> common = sameVersion(headers.common().get(), first, "noarch");
            if (common.isEmpty()) {
                warnings.add(first.repository() + ": " + first.name() + "-" + first.fullVersion()
                        + " is left out: no repository has its "
                        + headers.common().get());
                return Optional.empty();
            }
            packages.add(kernelPackage(Role.COMMON_HEADERS, common.get()));
        }
        for (String config : headers.configs()) {
            sameVersion(config, first, first.architecture())
                    .ifPresent(found -> packages.add(kernelPackage(Role.CONFIG, found)));
        }
        Set<String> origins = new LinkedHashSet<>();
        same.forEach(each -> origins.add(each.repository()));
        Optional<RpmTable.Tools> tools = table.toolsOf(release.value());
        return Optional.of(new Kernel(
                distro,
                release,
                first.fullVersion(),
                headers.build(),
                architecture.get(),
                headers.flavour(),
                List.copyOf(origins),
                packages,
                tools.map(RpmTable.Tools::compiler),
                tools.map(RpmTable.Tools::libc)));
    }

    private Optional<RpmPackage> sameVersion(String name, RpmPackage as, String architecture) {
        return byKey.getOrDefault(new Key(name, as.fullVersion(), architecture), List.of()).stream()
                .findFirst();
    }

    private static KernelPackage kernelPackage(Role role, RpmPackage from) {
        return new KernelPackage(role, from.name(), from.fullVersion(), from.uri(), from.size(), from.checksum());
    }
}
