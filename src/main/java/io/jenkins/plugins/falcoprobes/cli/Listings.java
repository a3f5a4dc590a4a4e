package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.ProbeBuild;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.ProbePath;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.report.Units;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Kernels and plans as text. */
final class Listings {
    private Listings() {}

    /** One line per kernel, below a line of headings. */
    static String kernels(List<Kernel> kernels) {
        TextTable table = new TextTable();
        table.add("DISTRO", "RELEASE", "PACKAGE", "ARCH", "FLAVOUR", "COMPILER", "FOUND-IN");
        for (Kernel kernel : kernels) {
            table.add(
                    kernel.distro(),
                    kernel.release().value(),
                    kernel.packageVersion(),
                    kernel.architecture().machine(),
                    kernel.flavour(),
                    kernel.compiler().map(CompilerVersion::toString).orElse("").replace(' ', '-'),
                    String.join(",", kernel.origins()));
        }
        return table.toString();
    }

    /** One line per file to build, per alias of one and per skipped probe, and a last one with the counts. */
    static String plan(BuildPlan plan) {
        TextTable table = new TextTable();
        for (ProbeBuild build : plan.builds()) {
            String image = build.toolchain().id();
            for (ProbePath path : build.paths()) {
                String verb = path.alias() ? "alias" : "build";
                row(table, verb, build.kernel(), build.kind().id(), image, path.path());
            }
        }
        for (SkippedProbe skip : plan.skipped()) {
            row(table, "skip", skip.kernel(), skip.kind().id(), skip.reason().id(), skip.detail());
        }
        return table + counts(plan) + System.lineSeparator();
    }

    private static void row(TextTable table, String verb, Kernel kernel, String kind, String how, String what) {
        table.add(
                verb,
                kernel.distro(),
                kernel.release().value(),
                kernel.architecture().machine(),
                kind,
                how,
                what);
    }

    /** {@code 16 probes to build, 12 skipped (10 present, 2 unsupported)}. */
    static String counts(BuildPlan plan) {
        Map<SkippedProbe.Reason, Integer> reasons = new EnumMap<>(SkippedProbe.Reason.class);
        plan.skipped().forEach(skip -> reasons.merge(skip.reason(), 1, Integer::sum));
        StringBuilder text = new StringBuilder(Units.count(plan.builds().size(), "probe")).append(" to build");
        if (!reasons.isEmpty()) {
            text.append(", ").append(plan.skipped().size()).append(" skipped (");
            String separator = "";
            for (Map.Entry<SkippedProbe.Reason, Integer> reason : reasons.entrySet()) {
                text.append(separator)
                        .append(reason.getValue())
                        .append(' ')
                        .append(reason.getKey().id());
                separator = ", ";
            }
            text.append(')');
        }
        return text.toString();
    }
}
