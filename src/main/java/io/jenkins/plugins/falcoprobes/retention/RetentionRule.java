package io.jenkins.plugins.falcoprobes.retention;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is kept. A probe goes if its driver is not one of those kept, or its kernel is not; with {@code olderThan} it must
 * be that old, too. What is protected stays in any case.
 *
 * @param newestDrivers keep the newest so many driver versions that are there
 * @param drivers keep these driver versions, too
 * @param newestKernels keep the newest so many kernels of each distribution, architecture, flavour and series
 * @param olderThan only what was built longer ago goes
 * @param protectedReleases kernel releases that stay, by a match anywhere in them
 * @param protectedKernels kernel releases that stay
 */
public record RetentionRule(
        OptionalInt newestDrivers,
        Set<String> drivers,
        OptionalInt newestKernels,
        Optional<Duration> olderThan,
        List<Pattern> protectedReleases,
        Set<String> protectedKernels) {
    public RetentionRule {
        drivers = Set.copyOf(drivers);
        protectedReleases = List.copyOf(protectedReleases);
        protectedKernels = Set.copyOf(protectedKernels);
    }

    /** Whether it says anything of drivers. */
    boolean limitsDrivers() {
        return newestDrivers.isPresent() || !drivers.isEmpty();
    }

    /** Whether nothing goes by it, since it does not say what may. */
    public boolean isEmpty() {
        return !limitsDrivers() && newestKernels.isEmpty() && olderThan.isEmpty();
    }
}
