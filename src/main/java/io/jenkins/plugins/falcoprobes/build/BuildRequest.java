package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a user asks for.
 *
 * @param falcoVersion the Falco that the probes are for
 * @param distros ids of the distributions; empty means every one
 * @param kernels which releases; a match anywhere in the release counts
 * @param latest keep only the newest so many of each series and flavour
 * @param kinds what to build
 * @param architectures for which machines
 * @param driverSource where the driver's source comes from, as the user wrote it
 * @param naming which family of names
 * @param jobs how many probes are compiled at once
 * @param timeout how long one probe may compile
 * @param retries how many more tries download and engine trouble gets
 * @param force build what is already there, too
 * @param knownBad builds that are known to fail
 * @param tryKnownBad build those, too
 */
public record BuildRequest(
        FalcoVersion falcoVersion,
        List<String> distros,
        Pattern kernels,
        OptionalInt latest,
        Set<ProbeKind> kinds,
        Set<Architecture> architectures,
        String driverSource,
        Naming naming,
        int jobs,
        Duration timeout,
        int retries,
        boolean force,
        KnownBadList knownBad,
        boolean tryKnownBad) {
    public BuildRequest {
        distros = List.copyOf(distros);
        kinds = Set.copyOf(kinds);
        architectures = Set.copyOf(architectures);
    }

    /** A request that keeps to what this program itself knows to fail. */
    public BuildRequest(
            FalcoVersion falcoVersion,
            List<String> distros,
            Pattern kernels,
            OptionalInt latest,
            Set<ProbeKind> kinds,
            Set<Architecture> architectures,
            String driverSource,
            Naming naming,
            int jobs,
            Duration timeout,
            int retries,
            boolean force) {
        this(
                falcoVersion,
                distros,
                kernels,
                latest,
                kinds,
                architectures,
                driverSource,
                naming,
                jobs,
                timeout,
                retries,
                force,
                KnownBadList.own(),
                false);
    }

    /** The same request, but what the store has is not built again: for stores that see to that themselves. */
    public BuildRequest withoutForce() {
        return new BuildRequest(
                falcoVersion,
                distros,
                kernels,
                latest,
                kinds,
                architectures,
                driverSource,
                naming,
                jobs,
                timeout,
                retries,
                false,
                knownBad,
                tryKnownBad);
    }
}
