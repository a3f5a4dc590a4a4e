package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a run will do.
 *
 * @param kernels the kernels that were found and that the request's filters keep
 * @param builds the probes to build, in the order in which they are begun
 * @param skipped the others, each with its reason
 * @param warnings what went wrong on the way without stopping it, one line each
 */
public record BuildPlan(
        List<Kernel> kernels, List<ProbeBuild> builds, List<SkippedProbe> skipped, List<String> warnings) {
    public BuildPlan {
        kernels = List.copyOf(kernels);
        builds = List.copyOf(builds);
        skipped = List.copyOf(skipped);
        warnings = List.copyOf(warnings);
    }

    /** This plan without the builds for some kernels. */
    BuildPlan without(Set<Kernel> others) {
        return new BuildPlan(
                kernels,
                builds.stream()
                        .filter(build -> !others.contains(build.kernel()))
                        .toList(),
                skipped,
                warnings);
    }

    /** This plan with more warnings. */
    BuildPlan withWarnings(List<String> more) {
        List<String> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new BuildPlan(kernels, builds, skipped, all);
    }

    /** This plan with builds for probes that it had skipped. */
    BuildPlan withBuilds(List<ProbeBuild> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<ProbeBuild> all = new ArrayList<>(builds);
        all.addAll(more);
        return new BuildPlan(
                kernels,
                all,
                skipped.stream()
                        .filter(skip -> more.stream()
                                .noneMatch(
                                        build -> build.kernel().equals(skip.kernel()) && build.kind() == skip.kind()))
                        .toList(),
                warnings);
    }
}
