package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The builder images' toolchains, and which of them can build for a kernel. Why these and no others:
 * {@code docs/toolchains.md}.
 */
public final class Toolchains {
    /** Oldest first. What is listed here is what {@code docker/<id>.Dockerfile} installs. */
    private static final List<Toolchain> ALL = List.of(
            new Toolchain("trusty", List.of(gcc4(4), gcc4(6), gcc4(7), gcc4(8)), Optional.empty(), "2.19", true),
            new Toolchain("bionic", gcc(5, 6, 7, 8), clang(10), "2.27", true),
            new Toolchain("buster", gcc(7, 8), clang(7), "2.28", true),
            new Toolchain("bullseye", gcc(9, 10), clang(11), "2.31", false),
            new Toolchain("bookworm", gcc(11, 12), clang(14), "2.36", false),
            new Toolchain("trixie", gcc(12, 13, 14), clang(19), "2.41", false),
            new Toolchain("sid", gcc(15, 16), clang(21), "2.43", false));

    /** Those whose suite has its compilers for aarch64, too ({@code docker/cross-aarch64.Dockerfile}). */
    private static final Set<String> CROSSING = Set.of("bullseye", "bookworm", "trixie", "sid");

    private static final Comparator<CompilerVersion> BY_VERSION =
            Comparator.comparingInt(CompilerVersion::major).thenComparingInt(CompilerVersion::minor);

    private static final int FIRST_MODERN = 5;

    private Toolchains() {}

    /** Every toolchain, oldest first. */
    public static List<Toolchain> all() {
        return ALL;
    }

    /** The toolchain with this id. */
    public static Optional<Toolchain> named(String id) {
        return Stream.concat(ALL.stream(), crossing())
                .filter(toolchain -> toolchain.id().equals(id))
                .findFirst();
    }

    /** Where a toolchain stands among all, those for other machines after the others. */
    public static int place(Toolchain toolchain) {
        return Stream.concat(ALL.stream(), crossing()).toList().indexOf(toolchain);
    }

    private static Stream<Toolchain> crossing() {
        return ALL.stream()
                .filter(toolchain -> CROSSING.contains(toolchain.id()))
                .map(toolchain -> toolchain.to(Architecture.AARCH64));
    }

    /**
     * The ways to build for a kernel, best first, one for each image: of its compilers the nearest to the kernel's own.
     * First comes that very compiler, else the nearest newer one, then ever newer ones, at last older ones, the nearest
     * first. Among images with the same compiler the oldest comes first: its other tools are nearest to the kernel's.
     *
     * @param compiler the compiler that the kernel was built with
     * @param libc the C library that the kernel's own build programs need at least, for example {@code 2.34}; an image
     *     with an older one cannot run them
     * @param target the machine that the kernel is for; empty for the one that builds
     * @param ebpf whether the image has to have clang and llvm, whatever the kernel was built with
     */
    public static List<Choice> candidates(
            CompilerVersion compiler, Optional<String> libc, Optional<Architecture> target, boolean ebpf) {
        Comparator<CompilerVersion> nearest = nearestTo(compiler);
        return ALL.stream()
                .filter(toolchain -> libc.isEmpty() || compareVersions(toolchain.libc(), libc.get()) >= 0)
                .filter(toolchain -> !ebpf || toolchain.clang().isPresent())
                .flatMap(toolchain ->
                        target.isEmpty() ? Stream.of(toolchain) : named(toolchain.id() + "-" + target.get()).stream())
                .flatMap(
                        toolchain -> toolchain.compilers(compiler.family()).stream()
                                .min(nearest)
                                .map(found -> new Choice(toolchain, found))
                                .stream())
                .sorted(Comparator.comparing(Choice::compiler, nearest))
                .toList();
    }

    /** Why there is no way to build for a kernel, for people. */
    public static String whyNone(CompilerVersion compiler, Optional<String> libc) {
        return "no builder image has " + compiler + " or newer"
                + libc.map(version -> " with libc " + version + " or newer").orElse("");
    }

    /** Newer ones first, from near to far, then older ones, from near to far. The minor version is that of old gcc. */
    private static Comparator<CompilerVersion> nearestTo(CompilerVersion wanted) {
        CompilerVersion floor =
                wanted.major() < FIRST_MODERN ? wanted : new CompilerVersion(wanted.family(), wanted.major(), 0);
        return (left, right) -> {
            boolean leftOlder = BY_VERSION.compare(left, floor) < 0;
            boolean rightOlder = BY_VERSION.compare(right, floor) < 0;
            if (leftOlder != rightOlder) {
                return leftOlder ? 1 : -1;
            }
            return leftOlder ? BY_VERSION.compare(right, left) : BY_VERSION.compare(left, right);
        };
    }

    private static List<CompilerVersion> gcc(int... majors) {
        return Arrays.stream(majors).mapToObj(CompilerVersion::gcc).toList();
    }

    private static CompilerVersion gcc4(int minor) {
        return new CompilerVersion(Family.GCC, 4, minor);
    }

    private static Optional<CompilerVersion> clang(int major) {
        return Optional.of(new CompilerVersion(Family.CLANG, major, 0));
    }

    /** Compares dotted numbers: 2.9 is older than 2.31. */
    private static int compareVersions(String left, String right) {
        return Arrays.compare(numbers(left), numbers(right));
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
