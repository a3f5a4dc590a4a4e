package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The builder images' toolchains, and which of them can build for a kernel. */
public final class Toolchains {
    /** Oldest first. What is listed here is what {@code docker/<id>.Dockerfile} installs. */
    private static final List<Toolchain> ALL = List.of(
            new Toolchain("bullseye", gcc(9, 10), 11, "2.31"),
            new Toolchain("bookworm", gcc(11, 12), 14, "2.36"),
            new Toolchain("trixie", gcc(12, 13, 14), 19, "2.41"),
            new Toolchain("sid", gcc(15, 16), 21, "2.43"));

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

    /** The first of {@link #candidates}. */
    public static Optional<Choice> choose(CompilerVersion compiler, Optional<String> libc) {
        return candidates(compiler, libc).stream().findFirst();
    }

    /**
     * As {@link #choose(CompilerVersion, Optional)}, for kernels of another machine than the one that builds.
     *
     * @param target that machine; empty for the one that builds
     */
    public static Optional<Choice> choose(
            CompilerVersion compiler, Optional<String> libc, Optional<Architecture> target) {
        if (target.isEmpty()) {
            return choose(compiler, libc);
        }
        return candidates(compiler, libc).stream()
                .filter(choice ->
                        named(choice.toolchain().id() + "-" + target.get()).isPresent())
                .findFirst()
                .map(choice -> new Choice(choice.toolchain().to(target.get()), choice.compiler()));
    }

    /**
     * The ways to build for a kernel, best first: with the compiler that it was built with, else with the nearest newer
     * one, then with ever newer ones, at last with older ones, the nearest first. Among images with the same compiler
     * the oldest comes first: its other tools are nearest to the kernel's.
     *
     * <p>A kernel that was built with gcc 4 (up to CentOS 7) has headers for the compilers of its time alone
     * ({@code linux/compiler-gcc4.h}; one file is for all since 4.2) and does not know gcc's position-independent default,
     * which Debian's gcc has since 6: none but gcc 4 will do.
     *
     * @param compiler the compiler that the kernel was built with
     * @param libc the C library that the kernel's own build programs need at least, for example {@code 2.34}; an image
     *     with an older one cannot run them
     */
    public static List<Choice> candidates(CompilerVersion compiler, Optional<String> libc) {
        return ALL.stream()
                .filter(toolchain -> libc.isEmpty() || compareVersions(toolchain.libc(), libc.get()) >= 0)
                .flatMap(toolchain -> compilers(toolchain, compiler))
                .sorted(Comparator.comparing(Choice::compiler, nearestTo(compiler)))
                .toList();
    }

    /** Why there is no way to build for a kernel, for people. */
    public static String whyNone(Optional<CompilerVersion> compiler, Optional<String> libc) {
        boolean old = compiler.isPresent() && compiler.get().major() < FIRST_MODERN;
        return "no builder image has "
                + compiler.map(Object::toString).orElse("the compiler, which nothing names,")
                + (old ? ", and so old a kernel is built by nothing newer" : " or newer")
                + libc.map(version -> " with libc " + version + " or newer").orElse("");
    }

    private static Stream<Choice> compilers(Toolchain toolchain, CompilerVersion wanted) {
        return switch (wanted.family()) {
            case GCC ->
                toolchain.compilers().stream()
                        .filter(compiler -> wanted.major() >= FIRST_MODERN || compiler.major() < FIRST_MODERN)
                        .map(compiler -> new Choice(toolchain, compiler));
            case CLANG -> Stream.of(new Choice(toolchain, new CompilerVersion(Family.CLANG, toolchain.clang(), 0)));
        };
    }

    /** Newer ones first, from near to far, then older ones, from near to far. The minor version is that of old gcc. */
    private static Comparator<CompilerVersion> nearestTo(CompilerVersion wanted) {
        CompilerVersion floor = wanted.major() < 5 ? wanted : new CompilerVersion(wanted.family(), wanted.major(), 0);
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
        List<CompilerVersion> compilers = new ArrayList<>();
        for (int major : majors) {
            compilers.add(CompilerVersion.gcc(major));
        }
        return compilers;
    }

    /** Compares dotted numbers: 2.9 is older than 2.31. */
    private static int compareVersions(String left, String right) {
        int[] a = numbers(left);
        int[] b = numbers(right);
        return java.util.Arrays.compare(a, b);
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
    }
}
