package io.jenkins.plugins.falcoprobes.survey;

import io.jenkins.plugins.falcoprobes.build.BuildPlan;
import io.jenkins.plugins.falcoprobes.build.SkippedProbe;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a distribution has, beside what it had.
 *
 * @param distro the distribution's id
 * @param architectures the machines whose kernels were looked for
 * @param plan its kernels, which of their probes can be built and why not the others
 * @param before what was seen the last time; empty if this is the first one
 */
public record Survey(String distro, Set<Architecture> architectures, BuildPlan plan, Optional<SurveyState> before) {
    public Survey {
        architectures = Set.copyOf(architectures);
    }

    /**
     * A kernel whose package has another version than the last time.
     *
     * @param kernel as it is now
     * @param before the version that its package had
     */
    public record Changed(Kernel kernel, String before) {}

    /**
     * Probes that cannot be built, for one and the same reason.
     *
     * @param kind as what
     * @param reason what kind of reason
     * @param detail one line for people
     * @param kernels for which kernels, oldest first within a series
     */
    public record Obstacle(ProbeKind kind, SkippedProbe.Reason reason, String detail, List<Kernel> kernels) {}

    /** The kernels that were not there the last time; none on the first one. */
    public List<Kernel> added() {
        Map<SeenKernel.Key, SeenKernel> seen = byKey(seenBefore());
        return before.isEmpty()
                ? List.of()
                : plan.kernels().stream()
                        .filter(kernel ->
                                !seen.containsKey(SeenKernel.of(kernel).key()))
                        .toList();
    }

    /** The kernels whose packages were made anew. */
    public List<Changed> changed() {
        Map<SeenKernel.Key, SeenKernel> seen = byKey(seenBefore());
        List<Changed> changed = new ArrayList<>();
        for (Kernel kernel : plan.kernels()) {
            SeenKernel then = seen.get(SeenKernel.of(kernel).key());
            if (then != null && !then.packageVersion().equals(kernel.packageVersion())) {
                changed.add(new Changed(kernel, then.packageVersion()));
            }
        }
        return changed;
    }

    /** The kernels that were there the last time, of the architectures that were looked for. */
    public List<SeenKernel> vanished() {
        Map<SeenKernel.Key, SeenKernel> now = byKey(seenNow());
        return seenBefore().stream()
                .filter(seen -> architectures.contains(seen.architecture()))
                .filter(seen -> !now.containsKey(seen.key()))
                .toList();
    }

    /** The warnings that there were none of the last time. */
    public List<String> newWarnings() {
        List<String> known = before.map(SurveyState::warnings).orElse(List.of());
        return before.isEmpty()
                ? List.of()
                : plan.warnings().stream()
                        .filter(warning -> !known.contains(warning))
                        .toList();
    }

    /** Whether anything is not as it was. */
    public boolean isNews() {
        return !added().isEmpty()
                || !changed().isEmpty()
                || !vanished().isEmpty()
                || !newWarnings().isEmpty();
    }

    /** What cannot be built, in the order in which it was come upon. */
    public List<Obstacle> obstacles() {
        Map<List<Object>, Obstacle> byReason = new LinkedHashMap<>();
        for (SkippedProbe skip : plan.skipped()) {
            byReason.computeIfAbsent(
                            List.of(skip.kind(), skip.reason(), skip.detail()),
                            reason -> new Obstacle(skip.kind(), skip.reason(), skip.detail(), new ArrayList<>()))
                    .kernels()
                    .add(skip.kernel());
        }
        return List.copyOf(byReason.values());
    }

    /**
     * What to keep for the next time. When there is a new warning, what has vanished may only not have been read: it stays,
     * and is told of once more. What was not looked for stays, too.
     */
    public SurveyState state(Instant now) {
        List<SeenKernel> kernels = new ArrayList<>(seenNow());
        seenBefore().stream()
                .filter(seen -> !architectures.contains(seen.architecture()))
                .forEach(kernels::add);
        if (!newWarnings().isEmpty()) {
            kernels.addAll(vanished());
        }
        return new SurveyState(distro, now, kernels, plan.warnings());
    }

    private List<SeenKernel> seenBefore() {
        return before.map(SurveyState::kernels).orElse(List.of());
    }

    private List<SeenKernel> seenNow() {
        return plan.kernels().stream().map(SeenKernel::of).toList();
    }

    private static Map<SeenKernel.Key, SeenKernel> byKey(List<SeenKernel> kernels) {
        return kernels.stream().collect(Collectors.toMap(SeenKernel::key, Function.identity(), (one, same) -> one));
    }
}
