package io.jenkins.plugins.falcoprobes.driver;

import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.EBPF;
import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.KMOD;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which kernels a driver is known not to support. What is not known to fail is tried.
 *
 * <p>The commits that the tables name are those of falcosecurity/libs, whose history holds draios/sysdig's; the first
 * driver that has each was found with {@code git merge-base --is-ancestor}.
 */
public final class DriverSupport {
    /**
     * Changes of the kernel that older drivers do not compile with, oldest first. No fix was needed for the kernels
     * between: what builds for one builds for those up to the next. Measured with the newest kernel of each: 6.1 (kernel
     * modules up to Falco 0.32.0's fail, 2.0.0, 3.0.1, 4.0.0 and 8.0.0 build; eBPF builds from Falco 0.30's on), 6.12
     * (8.0.0, 9.1.0) and 7.2 (kernel modules 8.0.0, 8.1.0, 9.1.0, 10.2.0; eBPF 8.1.0 and 9.1.0, not 8.0.0).
     *
     * <p>Not here: 7f01ec89c (8.1.0, for 6.13), which mends where {@code configure/} looks for the kernel. A build that is
     * told {@code KERNELDIR}, as ours is, never asks.
     */
    private static final List<Change> CHANGES = List.of(
            // socket_ops.getname(): 81b761d71
            new Change("4.17", both(), "0.11.0"),
            // access_ok() lost an argument: 2c8f02633
            new Change("5.0", both(), "0.15.0"),
            // syscall_get_arguments(): a6ab1e66f
            new Change("5.1", both(), "0.15.1"),
            // be1ea2d94
            new Change("5.4", EnumSet.of(EBPF), "0.21.0"),
            // timespec and timeval went: 938986890
            new Change("5.6", both(), "0.23.0"),
            // get_fs() and mmap_lock: 2691cbc66
            new Change("5.8", EnumSet.of(KMOD), "0.25.0"),
            // kbuild reads "always-y" only, older source quietly makes nothing: 214113dad
            new Change("5.11", EnumSet.of(EBPF), "0.30.0"),
            // a3dbf2e69
            new Change("5.18", EnumSet.of(KMOD), "2.0.0"),
            // class.devnode's const, rss_stat: b8ec3e863, d8c6aac5b; for 6.3 839e16d52
            new Change("6.2", both(), "5.0.0"),
            // class_create() lost an argument: b01790018
            new Change("6.4", EnumSet.of(KMOD), "5.1.0"),
            // inode.i_ctime: 8da58058f, 0bba33c67; for 6.7 bf0afa0ca
            new Change("6.6", both(), "7.0.0"),
            // strlcpy() went: 350208fac
            new Change("6.8", EnumSet.of(KMOD), "7.1.0"),
            // fac87101d; 6.11 2641e573b
            new Change("6.10", EnumSet.of(KMOD), "7.3.0"),
            new Change("6.11", EnumSet.of(EBPF), "8.0.0"),
            // kernfs_node.parent: 2510a2cb2
            new Change("6.15", EnumSet.of(EBPF), "8.1.0"));

    /** The oldest kernels, by driver: driver/README.md of falcosecurity/libs, driver/CMakeLists.txt and e23163931. */
    private static final List<Floor> FLOORS = List.of(
            new Floor(Architecture.X86_64, KMOD, "7.0.0", "2.6.21"), // 5c27cc180
            new Floor(Architecture.X86_64, KMOD, "9.1.0", "3.10"), // e23163931
            new Floor(Architecture.X86_64, EBPF, "0.0.0", "4.14"),
            new Floor(Architecture.AARCH64, KMOD, "0.0.0", "3.16"),
            new Floor(Architecture.AARCH64, EBPF, "0.0.0", "4.17"));

    /** c5ea0da85 */
    private static final DriverEra EBPF_REMOVED = DriverEra.startingAt("10.0.0");

    /** ed4519de6 and 0209b9c69 */
    private static final DriverEra AARCH64_ADDED = DriverEra.startingAt("2.0.0");

    private DriverSupport() {}

    /** Why this driver cannot be built for this kernel, in one line for people; empty if nothing is known against it. */
    public static Optional<String> obstacle(DriverVersion driver, Kernel kernel, ProbeKind kind) {
        return obstacle(driver, Optional.empty(), kernel, kind);
    }

    /** As {@link #obstacle(DriverVersion, Kernel, ProbeKind)}, with what is known of the source itself. */
    public static Optional<String> obstacle(Driver driver, Kernel kernel, ProbeKind kind) {
        Optional<String> reason = obstacle(driver.version(), driver.portedTo(), kernel, kind);
        if (reason.isEmpty() && kind == EBPF && !driver.hasEbpf()) {
            return Optional.of("this source of driver " + driver.version() + " has no bpf folder");
        }
        return reason;
    }

    private static Optional<String> obstacle(
            DriverVersion version, Optional<KernelVersion> portedTo, Kernel kernel, ProbeKind kind) {
        Optional<DriverEra> known = DriverEra.of(version);
        if (known.isEmpty()) {
            return Optional.empty();
        }
        DriverEra driver = known.get();
        KernelVersion linux = kernel.release().version();
        if (kind == EBPF && !driver.isBefore(EBPF_REMOVED)) {
            return Optional.of("driver " + version + " has no eBPF probe: it was removed in " + EBPF_REMOVED);
        }
        if (kernel.architecture() == Architecture.AARCH64 && driver.isBefore(AARCH64_ADDED)) {
            return Optional.of("driver " + version + " does not know aarch64: the first that does is " + AARCH64_ADDED);
        }
        for (Floor floor : FLOORS) {
            if (floor.excludes(driver, kernel, kind)) {
                return Optional.of("driver " + version + " needs Linux " + floor.oldest.series() + " or newer on "
                        + floor.architecture + " as " + kind + ", this is " + linux.series());
            }
        }
        return CHANGES.stream()
                .filter(change -> change.excludes(driver, linux, kind))
                .filter(change -> portedTo.isEmpty() || !portedTo.get().isAtLeast(change.since))
                .reduce((older, newer) -> newer)
                .map(change -> "driver " + version + " cannot be compiled as " + kind + " for Linux "
                        + change.since.series() + " and newer: the first that can is " + change.firstDriver);
    }

    private static Set<ProbeKind> both() {
        return EnumSet.allOf(ProbeKind.class);
    }

    /** From kernel {@code since} on, only {@code firstDriver} and newer compile. */
    private record Change(KernelVersion since, Set<ProbeKind> kinds, DriverEra firstDriver) {
        Change(String since, Set<ProbeKind> kinds, String firstDriver) {
            this(KernelVersion.of(since), kinds, DriverEra.startingAt(firstDriver));
        }

        boolean excludes(DriverEra driver, KernelVersion kernel, ProbeKind kind) {
            return kinds.contains(kind) && kernel.isAtLeast(since) && driver.isBefore(firstDriver);
        }
    }

    /** Drivers from {@code since} on need at least kernel {@code oldest}. */
    private record Floor(Architecture architecture, ProbeKind kind, DriverEra since, KernelVersion oldest) {
        Floor(Architecture architecture, ProbeKind kind, String since, String oldest) {
            this(architecture, kind, DriverEra.startingAt(since), KernelVersion.of(oldest));
        }

        boolean excludes(DriverEra driver, Kernel kernel, ProbeKind wanted) {
            return kernel.architecture() == architecture
                    && kind == wanted
                    && !driver.isBefore(since)
                    && !kernel.release().version().isAtLeast(oldest);
        }
    }
}
