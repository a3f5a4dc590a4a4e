package io.jenkins.plugins.falcoprobes.build.knownbad;

import io.jenkins.plugins.falcoprobes.driver.DriverRange;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.ReleaseRange;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Builds that are known to fail, for a while.
 *
 * @param where the line that says so, for people: {@code line 3 of my-list.txt}
 * @param distros of these distributions; empty means any
 * @param architectures for these machines; empty means any
 * @param kernels of these kernels
 * @param releases of those among them whose release matches, anywhere in it
 * @param drivers of these drivers; empty means any
 * @param kinds as these kinds; empty means any
 * @param until the last day on which nobody needs to look at it again
 * @param issue where more can be read
 * @param reason one line for people
 */
public record KnownBad(
        String where,
        Set<String> distros,
        Set<Architecture> architectures,
        ReleaseRange kernels,
        Optional<Pattern> releases,
        Optional<DriverRange> drivers,
        Set<ProbeKind> kinds,
        LocalDate until,
        URI issue,
        String reason) {
    public KnownBad {
        distros = Set.copyOf(distros);
        architectures = Set.copyOf(architectures);
        kinds = Set.copyOf(kinds);
    }

    boolean covers(Kernel kernel, DriverVersion driver, ProbeKind kind) {
        return isOneOf(distros, kernel.distro())
                && isOneOf(architectures, kernel.architecture())
                && isOneOf(kinds, kind)
                && kernels.contains(kernel.release())
                && releases.stream()
                        .allMatch(
                                regex -> regex.matcher(kernel.release().value()).find())
                && drivers.stream().allMatch(range -> range.contains(driver));
    }

    private static <T> boolean isOneOf(Set<T> named, T one) {
        return named.isEmpty() || named.contains(one);
    }

    /** Why such a build is not tried, for people. */
    public String detail() {
        return reason + " (" + issue + "; known until " + until + ")";
    }
}
