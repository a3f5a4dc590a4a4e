package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.AptTable;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.DebianRelation;
import io.jenkins.plugins.falcoprobes.repository.DebianVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the kernels among an Ubuntu archive's packages. A kernel is there if its headers are: the package
 * {@code linux-headers-<release>}, whose {@code Depends} leads to the one that its flavours share
 * ({@code linux-headers-<abi>}, {@code linux-aws-headers-<abi>}, {@code linux-hwe-5.15-headers-<abi>}).
 *
 * <p>One release may have been built for two of Ubuntu's releases, {@code 5.15.0-60.66} for 22.04 and
 * {@code 5.15.0-60.66~20.04.1} for 20.04. These are two kernels, of two compilers, and hosts tell them apart by
 * {@code uname -v}.
 */
final class UbuntuKernels {
    private static final String HEADERS = "linux-headers-";
    private static final Pattern SHARED = Pattern.compile("linux-(?:[a-z0-9.-]+-)?headers-(\\d.*)");
    private static final Comparator<Kernel> ORDER = Comparator.comparing(Kernel::packageVersion, DebianVersion.ORDER)
            .thenComparing(kernel -> kernel.release().value(), DebianVersion.ORDER)
            .thenComparing(Kernel::architecture);

    private final AptTable table;
    private final Map<Key, List<DebianPackage>> byKey = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    /** Packages that are the same wherever they are. */
    private record Key(String name, String version, String architecture) {}

    private UbuntuKernels(List<DebianPackage> packages, AptTable table) {
        this.table = table;
        for (DebianPackage each : packages) {
            byKey.computeIfAbsent(new Key(each.name(), each.version(), each.architecture()), key -> new ArrayList<>())
                    .add(each);
        }
    }

    /** The kernels of all suites, oldest first; a kernel that lacks a package is a warning. */
    static Distro.Discovery find(List<DebianPackage> packages, AptTable table) {
        return new UbuntuKernels(packages, table).find();
    }

    private Distro.Discovery find() {
        List<Kernel> kernels = new ArrayList<>();
        for (List<DebianPackage> same : byKey.values()) {
            // What the flavours share is for all architectures, and packages of no version only lead to others.
            if (same.get(0).name().matches(HEADERS + "\\d.*")) {
                Architecture.named(same.get(0).architecture())
                        .flatMap(architecture -> kernel(same, architecture))
                        .ifPresent(kernels::add);
            }
        }
        kernels.sort(ORDER);
        warnings.sort(null);
        return new Distro.Discovery(kernels, warnings);
    }

    private Optional<Kernel> kernel(List<DebianPackage> same, Architecture architecture) {
        DebianPackage headers = same.get(0);
        KernelRelease release;
        try {
            release = new KernelRelease(headers.name().substring(HEADERS.length()));
        } catch (IllegalArgumentException e) {
            return leftOut(headers, e.getMessage());
        }
        String shared = "";
        String abi = "";
        Optional<CompilerVersion> compiler = Optional.empty();
        Optional<String> libc = Optional.empty();
        for (List<DebianRelation> alternatives : DebianRelation.parse(headers.depends())) {
            DebianRelation relation = alternatives.get(0);
            Matcher common = SHARED.matcher(relation.name());
            if (common.matches() && release.value().startsWith(common.group(1) + "-")) {
                shared = relation.name();
                abi = common.group(1);
            } else if (relation.name().equals("libc6") && !relation.version().isEmpty()) {
                libc = Optional.of(relation.version().replaceFirst("-.*", ""));
            } else {
                compiler = compiler.or(() -> DebianKernels.compiler(relation.name()));
            }
        }
        if (shared.isEmpty()) {
            return Optional.empty();
        }
        // No version is asked for, but the headers of another upload would not fit.
        Optional<DebianPackage> common = shared(shared, headers);
        if (common.isEmpty()) {
            return leftOut(headers, "no suite has " + shared + " (= " + headers.version() + ")");
        }
        List<KernelPackage> packages = new ArrayList<>();
        packages.add(DebianKernels.kernelPackage(Role.HEADERS, headers));
        packages.add(DebianKernels.kernelPackage(Role.COMMON_HEADERS, common.get()));
        for (String name : List.of("linux-modules-", "linux-image-", "linux-image-unsigned-")) {
            find(name + release, headers.version(), headers.architecture())
                    .ifPresent(found -> packages.add(DebianKernels.kernelPackage(Role.CONFIG, found)));
        }
        Set<String> origins = new LinkedHashSet<>();
        same.forEach(each -> origins.add(each.suite()));
        String flavour = release.value().substring(abi.length() + 1);
        Optional<AptTable.Tools> tools = table.toolsOf(headers.suite(), release.value());
        return Optional.of(new Kernel(
                Ubuntu.ID,
                release,
                headers.version(),
                buildVersion(headers.version()),
                architecture,
                flavour.equals("generic") ? "" : flavour,
                List.copyOf(origins),
                packages,
                compiler.or(() -> tools.map(AptTable.Tools::compiler)),
                libc.or(() -> tools.map(AptTable.Tools::libc))));
    }

    private Optional<Kernel> leftOut(DebianPackage headers, String reason) {
        warnings.add(headers.suite() + ": " + headers.name() + " " + headers.version() + " is left out: " + reason);
        return Optional.empty();
    }

    /** Most are one package for all architectures; of gcp, gke, raspi and snapdragon each architecture has its own. */
    private Optional<DebianPackage> shared(String name, DebianPackage headers) {
        return find(name, headers.version(), "all").or(() -> find(name, headers.version(), headers.architecture()));
    }

    private Optional<DebianPackage> find(String name, String version, String architecture) {
        return byKey.getOrDefault(new Key(name, version, architecture), List.of()).stream()
                .findFirst();
    }

    /**
     * What follows the {@code #} of {@code uname -v}: of {@code 5.15.0-60.66~20.04.1} it is {@code 66~20.04.1-Ubuntu}. It is
     * the package's revision without the number that is in the release (debian/rules.d/0-common-vars.mk, uploadnum).
     */
    static String buildVersion(String packageVersion) {
        String revision = packageVersion.substring(packageVersion.lastIndexOf('-') + 1);
        return revision.substring(revision.indexOf('.') + 1) + "-Ubuntu";
    }
}
