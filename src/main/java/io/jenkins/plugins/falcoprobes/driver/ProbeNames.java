package io.jenkins.plugins.falcoprobes.driver;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where loaders look for a probe: paths below a store's top, {@code /} between folders. A {@code +} is written as it is;
 * the loaders send {@code %2B} for it.
 *
 * <p>The loaders cannot tell some of Debian's kernels apart: {@code 6.12.117+deb13-amd64} (package 6.12.117-1) and
 * {@code 6.12.117+deb12-amd64} (6.12.117-1~deb12u1) are both looked up as {@code 6.12.117-1-amd64}, and each host can
 * load only its own module. The name then goes to the kernel whose package is no rebuild for an older suite (its version
 * has no {@code ~}), and the other is stored by its own release, where it can at least be found by hand.
 */
public final class ProbeNames {
    private static final Comparator<Kernel> PRECEDENCE = Comparator.<Kernel, Boolean>comparing(
                    kernel -> kernel.packageVersion().contains("~"))
            .thenComparing(kernel -> kernel.release().value());

    private final Naming naming;
    private final FalcoVersion falco;
    private final DriverVersion driver;
    private final Map<String, Kernel> owners = new HashMap<>();

    /**
     * The names of the probes of one Falco.
     *
     * @param driver the driver version that Falco's loader asks for
     * @param found every kernel that was found, not only those to build: who gets a name must not depend on a filter
     */
    public ProbeNames(Naming naming, FalcoVersion falco, DriverVersion driver, Collection<Kernel> found) {
        this.naming = naming;
        this.falco = falco;
        this.driver = driver;
        found.stream().sorted(PRECEDENCE).forEach(kernel -> owners.putIfAbsent(lookedUp(kernel), kernel));
    }

    /** Whether there are names of the target era among them, which different kernels may share. */
    public boolean haveTarget() {
        return naming != Naming.HASH;
    }

    /** Whether a name holds the md5 of the kernel's configuration. */
    public boolean needConfigMd5() {
        return naming != Naming.TARGET;
    }

    /**
     * The paths of a kernel's probe, the main one first.
     *
     * @param configMd5 {@link io.jenkins.plugins.falcoprobes.kernel.KernelConfig#md5} of the configuration that the host
     *     has
     * @throws IllegalArgumentException if the names need the md5 and there is none
     */
    public List<String> paths(Kernel kernel, ProbeKind kind, Optional<String> configMd5) {
        List<String> paths = new ArrayList<>();
        if (naming != Naming.HASH) {
            LoaderTarget target = shadowedBy(kernel).isPresent()
                    ? LoaderTarget.generic(falco, kernel)
                    : LoaderTarget.of(falco, kernel);
            paths.add(targetPath(kernel, kind, target));
        }
        if (naming != Naming.TARGET) {
            String md5 = configMd5.orElseThrow(
                    () -> new IllegalArgumentException("the md5 of the configuration of " + kernel + " is needed"));
            // The names that the version's own loader looks up come first.
            paths.add(falco.defaultNaming() == Naming.HASH ? 0 : paths.size(), hashPath(kernel, kind, md5));
        }
        return List.copyOf(paths);
    }

    /** The other kernel that has the name under which hosts of this one look, if so: theirs cannot find their probe. */
    public Optional<Kernel> shadowedBy(Kernel kernel) {
        return Optional.ofNullable(owners.get(lookedUp(kernel)))
                .filter(owner -> !owner.release().equals(kernel.release()));
    }

    private String lookedUp(Kernel kernel) {
        return kernel.architecture() + "/" + LoaderTarget.of(falco, kernel).fileName(ProbeKind.KMOD);
    }

    /** {@code falco-driver-loader} since 0.23; the architecture's folder came with 0.32.1, for the .o with 0.32.2. */
    private String targetPath(Kernel kernel, ProbeKind kind, LoaderTarget target) {
        boolean perArchitecture = falco.isAtLeast(kind == ProbeKind.KMOD ? "0.32.1" : "0.32.2");
        String folder = perArchitecture ? driver + "/" + kernel.architecture().machine() + "/" : driver + "/";
        return folder + target.fileName(kind);
    }

    /** {@code falco-probe-loader} up to 0.21, {@code falco-driver-loader} 0.22, where the driver's commit came in. */
    private String hashPath(Kernel kernel, ProbeKind kind, String md5) {
        boolean byDriver = falco.isAtLeast("0.22.0") && !falco.isAtLeast("0.23.0");
        return String.join(
                        "-",
                        kind == ProbeKind.KMOD ? "falco-probe" : "falco-probe-bpf",
                        byDriver ? driver.value() : falco.value(),
                        kernel.architecture().machine(),
                        kernel.release().value(),
                        md5)
                + "." + kind.extension();
    }
}
