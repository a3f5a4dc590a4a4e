package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.build.NaturalOrder;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What goes and what stays by a rule.
 *
 * @param inventory what there is
 * @param condemned the probes that go, each with the reason
 * @param kept how many stay, by the reason
 */
public record PrunePlan(Inventory inventory, List<Condemned> condemned, Map<Kept, Integer> kept) {
    public PrunePlan {
        condemned = List.copyOf(condemned);
        kept = Map.copyOf(kept);
    }

    /**
     * A probe that goes.
     *
     * @param reason for people
     */
    public record Condemned(PublishedProbe probe, String reason) {}

    /** Why a probe stays. */
    public enum Kept {
        /** The rule keeps its driver and its kernel. */
        RULE,
        /** Its kernel is protected. */
        PROTECTED,
        /** It is not old enough. */
        YOUNG,
        /** Nobody knows how new its driver or kernel is. */
        UNKNOWN;

        /** The word that output uses. */
        public String id() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Applies a rule to what there is. Touches nothing. */
    public static PrunePlan of(Inventory inventory, RetentionRule rule, Instant now) {
        Set<String> drivers = keptDrivers(inventory, rule);
        Set<PublishedProbe> newest = rule.newestKernels().isPresent()
                ? newestKernels(inventory, rule.newestKernels().getAsInt())
                : Set.of();
        List<Condemned> condemned = new ArrayList<>();
        Map<Kept, Integer> kept = new HashMap<>();
        for (PublishedProbe probe : inventory.probes()) {
            Optional<Kept> stays = stays(probe, rule, now);
            if (stays.isEmpty()) {
                Optional<String> reason = reason(probe, rule, drivers, newest);
                if (reason.isPresent()) {
                    condemned.add(new Condemned(probe, reason.get()));
                    continue;
                }
                stays = Optional.of(Kept.RULE);
            }
            kept.merge(stays.get(), 1, Integer::sum);
        }
        return new PrunePlan(inventory, condemned, kept);
    }

    /** Bytes of what goes. */
    public long size() {
        return condemned.stream().mapToLong(one -> one.probe().size()).sum();
    }

    private static Optional<Kept> stays(PublishedProbe probe, RetentionRule rule, Instant now) {
        String release = probe.release();
        if (rule.protectedKernels().contains(release)
                || rule.protectedReleases().stream()
                        .anyMatch(pattern -> pattern.matcher(release).find())
                || probe.files().stream().anyMatch(file -> isNamedAs(file, rule))) {
            return Optional.of(Kept.PROTECTED);
        }
        if (rule.olderThan().isPresent()
                && probe.at().isAfter(now.minus(rule.olderThan().get()))) {
            return Optional.of(Kept.YOUNG);
        }
        boolean judged = KernelVersion.startOf(release).isPresent()
                && (!rule.newestDrivers().isPresent()
                        || DriverOrder.isKnown(probe.driver())
                        || rule.drivers().contains(probe.driver()));
        return judged ? Optional.empty() : Optional.of(Kept.UNKNOWN);
    }

    /** Loaders make another release of some kernels' ({@code 6.1.192-2-amd64}), and that may be what was written down. */
    private static boolean isNamedAs(PublishedFile file, RetentionRule rule) {
        return NamedProbe.of(file)
                .map(PublishedProbe::release)
                .filter(release -> rule.protectedKernels().contains(release)
                        || rule.protectedReleases().stream()
                                .anyMatch(pattern -> pattern.matcher(release).find()))
                .isPresent();
    }

    private static Optional<String> reason(
            PublishedProbe probe, RetentionRule rule, Set<String> drivers, Set<PublishedProbe> newest) {
        if (rule.limitsDrivers() && !drivers.contains(probe.driver())) {
            return Optional.of("driver " + probe.driver() + " is not kept");
        }
        if (rule.newestKernels().isPresent() && !newest.contains(probe)) {
            return Optional.of(
                    "not among the newest " + rule.newestKernels().getAsInt() + " of its series and flavour");
        }
        boolean byAge = !rule.limitsDrivers() && rule.newestKernels().isEmpty();
        return byAge ? Optional.of("built " + probe.at()) : Optional.empty();
    }

    private static Set<String> keptDrivers(Inventory inventory, RetentionRule rule) {
        Set<String> kept = new HashSet<>(rule.drivers());
        inventory.probes().stream()
                .map(PublishedProbe::driver)
                .filter(DriverOrder::isKnown)
                .distinct()
                .sorted(DriverOrder.newestFirst())
                .limit(rule.newestDrivers().orElse(0))
                .forEach(kept::add);
        return kept;
    }

    /** Kernels that only names tell of are compared among themselves: names have another release than the index at times. */
    private static Set<PublishedProbe> newestKernels(Inventory inventory, int count) {
        record Line(boolean indexed, String family, String architecture, String flavour, String series) {}
        Map<Line, List<PublishedProbe>> lines = inventory.probes().stream()
                .filter(probe -> KernelVersion.startOf(probe.release()).isPresent())
                .collect(Collectors.groupingBy(probe -> new Line(
                        probe.entry().isPresent(),
                        probe.family(),
                        probe.architecture(),
                        probe.flavour(),
                        KernelVersion.of(probe.release()).series())));
        Set<PublishedProbe> newest = new HashSet<>();
        for (List<PublishedProbe> line : lines.values()) {
            Set<String> releases = line.stream()
                    .sorted(oldestFirst().reversed())
                    .map(PublishedProbe::release)
                    .distinct()
                    .limit(count)
                    .collect(Collectors.toSet());
            line.stream().filter(probe -> releases.contains(probe.release())).forEach(newest::add);
        }
        return newest;
    }

    private static Comparator<PublishedProbe> oldestFirst() {
        return Comparator.comparing((PublishedProbe probe) -> KernelVersion.of(probe.release()))
                .thenComparing(PublishedProbe::packageVersion, NaturalOrder.INSTANCE)
                .thenComparing(PublishedProbe::release, NaturalOrder.INSTANCE);
    }
}
