package io.jenkins.plugins.falcoprobes.toolchain;

import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.util.List;

/**
 * The compiler that kernels of a version were most likely built with, for those of which nothing tells. The figures are
 * driverkit's ({@code defaultGCC} in pkg/driverbuilder/builder/builders.go).
 */
public final class CompilerTable {
    private static final List<Row> ROWS = List.of(
            new Row("6.9", 14, 0),
            new Row("6.5", 13, 0),
            new Row("5.15", 12, 0),
            new Row("5.0", 11, 0),
            new Row("4.0", 8, 0),
            new Row("3.18", 5, 0),
            new Row("3.0", 4, 9),
            new Row("0.0", 4, 8));

    private CompilerTable() {}

    /** The compiler for a kernel version. */
    public static CompilerVersion of(KernelVersion kernel) {
        return ROWS.stream()
                .filter(row -> kernel.isAtLeast(row.since))
                .map(Row::compiler)
                .findFirst()
                .orElseThrow();
    }

    private record Row(KernelVersion since, CompilerVersion compiler) {
        Row(String since, int major, int minor) {
            this(KernelVersion.of(since), new CompilerVersion(Family.GCC, major, minor));
        }
    }
}
