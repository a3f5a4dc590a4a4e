package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.PacmanPackage;
import io.jenkins.plugins.falcoprobes.repository.RpmVersion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The kernels of packages with headers. */
final class ArchKernels {
    /** pacman compares versions as rpm does (its vercmp(8)). */
    private static final Comparator<Kernel> ORDER = Comparator.comparing(Kernel::packageVersion, RpmVersion.ORDER)
            .thenComparing(kernel -> kernel.release().value())
            .thenComparing(Kernel::architecture);

    private ArchKernels() {}

    /** The kernels, oldest first; a package that is of none is a warning. */
    static Distro.Discovery find(List<PacmanPackage> packages, List<String> warnings) throws IOException {
        List<ArchTools> tools = ArchTools.all();
        List<String> all = new ArrayList<>(warnings);
        Map<String, Kernel> kernels = new LinkedHashMap<>();
        for (PacmanPackage each : packages) {
            Optional<String> release = ArchRelease.of(each.name(), each.version());
            if (release.isEmpty()) {
                all.add(Arch.ID + ": " + each.name() + " " + each.version()
                        + " is left out: no kernel of it is known to have such a version");
            } else {
                Kernel kernel = kernel(each, new KernelRelease(release.get()), tools);
                kernels.putIfAbsent(kernel.release() + " " + kernel.architecture(), kernel);
            }
        }
        List<Kernel> sorted = new ArrayList<>(kernels.values());
        sorted.sort(ORDER);
        return new Distro.Discovery(sorted, all);
    }

    private static Kernel kernel(PacmanPackage from, KernelRelease release, List<ArchTools> tools) {
        Optional<ArchTools> then = tools.stream()
                .filter(each -> !each.from().isAfter(from.built()))
                .reduce((older, newer) -> newer);
        return new Kernel(
                Arch.ID,
                release,
                from.version(),
                "1",
                Architecture.named(from.architecture()).orElseThrow(),
                flavour(from.name()),
                List.of(from.uri().getHost()),
                List.of(new KernelPackage(
                        Role.HEADERS, from.name(), from.version(), from.uri(), from.size(), from.sha256())),
                then.map(ArchTools::compiler),
                then.map(ArchTools::libc));
    }

    private static String flavour(String name) {
        String middle = name.replaceFirst("^linux-?(.*?)-?headers$", "$1");
        return middle.equals("aarch64") ? "" : middle;
    }
}
