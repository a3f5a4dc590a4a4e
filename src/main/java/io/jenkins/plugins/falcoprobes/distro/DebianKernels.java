package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage;
import io.jenkins.plugins.falcoprobes.kernel.KernelPackage.Role;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.repository.AptSuite;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.DebianRelation;
import io.jenkins.plugins.falcoprobes.repository.DebianVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the kernels among the packages of an archive that is made as Debian's is. A kernel is there if its headers are: the package
 * {@code linux-headers-<release>}, whose {@code Depends} leads to the rest. What compiling does not need is not followed:
 * the image (since 6.12), {@code linux-base}, the compiler. The kernel's own build programs are taken as they run on the
 * machine that builds: {@code linux-kbuild} has the same for every architecture, with a {@code modpost} for each kind of ELF.
 */
final class DebianKernels {
    private static final String HEADERS = "linux-headers-";
    private static final String KBUILD = "linux-kbuild-";
    private static final String COMMON = "-common";
    private static final Pattern COMPILER = Pattern.compile("(?:linux-compiler-)?gcc-(\\d{1,2})(?:-.*)?");
    private static final Comparator<DebianPackage> BY_VERSION =
            Comparator.comparing(DebianPackage::version, DebianVersion.ORDER);
    private static final Comparator<Kernel> ORDER = Comparator.comparing(Kernel::packageVersion, DebianVersion.ORDER)
            .thenComparing(kernel -> kernel.release().value(), DebianVersion.ORDER)
            .thenComparing(Kernel::architecture);

    private final String distro;
    private final Map<String, List<DebianPackage>> byName = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final Set<Architecture> architectures;
    private final Architecture builder;

    private DebianKernels(
            String distro, List<DebianPackage> packages, Set<Architecture> architectures, Architecture builder) {
        this.distro = distro;
        this.architectures = architectures;
        this.builder = builder;
        for (DebianPackage each : packages) {
            byName.computeIfAbsent(each.name(), name -> new ArrayList<>()).add(each);
        }
    }

    /**
     * The kernels of all suites, oldest first; a kernel that lacks a package is a warning.
     *
     * @param distro the distribution's id
     * @param architectures for which machines
     * @param builder the machine that builds
     */
    static Distro.Discovery find(
            String distro, List<DebianPackage> packages, Set<Architecture> architectures, Architecture builder) {
        return new DebianKernels(distro, packages, architectures, builder).find();
    }

    /** Whose build programs a kernel is built with: the building machine's, where it has compilers for such kernels. */
    static Architecture programsFor(Architecture kernel, Architecture builder) {
        return builder.compilesFor(kernel) ? builder : kernel;
    }

    private Distro.Discovery find() {
        List<Kernel> kernels = new ArrayList<>();
        for (List<DebianPackage> sameName : byName.values()) {
            if (sameName.get(0).name().startsWith(HEADERS)) {
                for (Architecture architecture : architectures) {
                    newest(sameName, architecture)
                            .flatMap(headers -> kernel(headers, architecture))
                            .ifPresent(kernels::add);
                }
            }
        }
        kernels.sort(ORDER);
        warnings.sort(null);
        return new Distro.Discovery(kernels, warnings);
    }

    private static Optional<DebianPackage> newest(List<DebianPackage> packages, Architecture architecture) {
        // Of equal ones the first is taken, which is that of the first suite in the table.
        return packages.stream()
                .filter(p -> p.architecture().equals(architecture.debian()))
                .filter(p -> p.depends().contains(KBUILD)) // meta packages depend on headers only
                .reduce((one, other) -> BY_VERSION.compare(one, other) < 0 ? other : one);
    }

    private Optional<Kernel> kernel(DebianPackage headers, Architecture architecture) {
        KernelRelease release;
        try {
            release = new KernelRelease(headers.name().substring(HEADERS.length()));
        } catch (IllegalArgumentException e) {
            warnings.add(headers.suite() + ": " + headers.name() + " is left out: " + e.getMessage());
            return Optional.empty();
        }
        List<KernelPackage> packages = new ArrayList<>();
        packages.add(kernelPackage(Role.HEADERS, headers));
        Optional<CompilerVersion> compiler = Optional.empty();
        Optional<String> libc = Optional.empty();
        String abi = release.value();
        for (List<DebianRelation> alternatives : DebianRelation.parse(headers.depends())) {
            String name = alternatives.get(0).name();
            Optional<CompilerVersion> gcc = compiler(name);
            if (gcc.isPresent()) {
                compiler = gcc;
            } else if (name.startsWith(KBUILD) || (name.startsWith(HEADERS) && name.contains(COMMON))) {
                boolean kbuild = name.startsWith(KBUILD);
                Architecture wanted = kbuild ? programsFor(architecture, builder) : architecture;
                Optional<DebianPackage> found = resolve(alternatives, headers, wanted);
                if (found.isEmpty()) {
                    warnings.add(headers.suite() + ": " + headers.name() + " is left out: no suite has "
                            + alternatives.get(0) + " for " + wanted.debian());
                    return Optional.empty();
                }
                packages.add(kernelPackage(kbuild ? Role.KBUILD : Role.COMMON_HEADERS, found.get()));
                if (kbuild) {
                    libc = libc(found.get());
                } else {
                    abi = name.substring(HEADERS.length(), name.indexOf(COMMON));
                }
            }
        }
        configs(headers, release, architecture).forEach(p -> packages.add(kernelPackage(Role.CONFIG, p)));
        return Optional.of(new Kernel(
                distro,
                release,
                headers.version(),
                // "#1 SMP PREEMPT_DYNAMIC Debian 6.1.176-1 (2026-07-02)": Debian's kernels are all built once.
                "1",
                architecture,
                flavour(release, abi, architecture),
                origins(headers),
                packages,
                compiler,
                libc));
    }

    /**
     * The package that serves a dependency: of the headers' own source, else the newest of the same Debian release, else
     * the newest.
     */
    private Optional<DebianPackage> resolve(
            List<DebianRelation> alternatives, DebianPackage headers, Architecture architecture) {
        Comparator<DebianPackage> preference = Comparator.<DebianPackage, Boolean>comparing(
                        p -> p.version().equals(headers.version()))
                .thenComparing(p -> AptSuite.codename(p.suite()).equals(AptSuite.codename(headers.suite())))
                .thenComparing(BY_VERSION);
        for (DebianRelation relation : alternatives) {
            Optional<DebianPackage> best = candidates(relation.name(), architecture).stream()
                    .filter(relation::isSatisfiedBy)
                    .reduce((one, other) -> preference.compare(one, other) < 0 ? other : one);
            if (best.isPresent()) {
                return best;
            }
        }
        return Optional.empty();
    }

    /** The compiler that a package's name stands for: {@code gcc-14}, {@code linux-compiler-gcc-12-x86}. */
    static Optional<CompilerVersion> compiler(String name) {
        Matcher gcc = COMPILER.matcher(name);
        return gcc.matches() ? Optional.of(CompilerVersion.gcc(Integer.parseInt(gcc.group(1)))) : Optional.empty();
    }

    private List<DebianPackage> candidates(String name, Architecture architecture) {
        return byName.getOrDefault(name, List.of()).stream()
                .filter(p -> p.architecture().equals(architecture.debian())
                        || p.architecture().equals("all"))
                .toList();
    }

    /**
     * The packages with the configuration, each of which serves: since 7.x {@code linux-base-<release>}, which is small,
     * before that the image, signed or not.
     */
    private List<DebianPackage> configs(DebianPackage headers, KernelRelease release, Architecture architecture) {
        List<DebianPackage> configs = new ArrayList<>();
        for (String name :
                List.of("linux-base-" + release, "linux-image-" + release, "linux-image-" + release + "-unsigned")) {
            DebianRelation same = new DebianRelation(name, "=", headers.version());
            resolve(List.of(same), headers, architecture).ifPresent(configs::add);
        }
        return configs;
    }

    private static Optional<String> libc(DebianPackage kbuild) {
        return DebianRelation.parse(kbuild.depends()).stream()
                .flatMap(List::stream)
                .filter(relation ->
                        relation.name().equals("libc6") && !relation.version().isEmpty())
                .map(relation -> relation.version().replaceFirst("-.*", ""))
                .findFirst();
    }

    /** {@code cloud} of {@code 6.1.0-50-cloud-amd64}, {@code 16k} of {@code 6.1.0-50-arm64-16k}. */
    private static String flavour(KernelRelease release, String abi, Architecture architecture) {
        String rest = release.value().startsWith(abi) ? release.value().substring(abi.length()) : release.value();
        List<String> words = new ArrayList<>(List.of(rest.split("-", -1)));
        words.remove(architecture.debian());
        words.removeIf(String::isEmpty);
        return String.join("-", words);
    }

    private List<String> origins(DebianPackage headers) {
        Set<String> suites = new LinkedHashSet<>();
        for (DebianPackage same : byName.get(headers.name())) {
            if (same.version().equals(headers.version()) && same.architecture().equals(headers.architecture())) {
                suites.add(same.suite());
            }
        }
        return List.copyOf(suites);
    }

    static KernelPackage kernelPackage(Role role, DebianPackage from) {
        return new KernelPackage(role, from.name(), from.version(), from.uri(), from.size(), from.sha256());
    }
}
