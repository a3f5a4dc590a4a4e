package io.jenkins.plugins.falcoprobes.build.request;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A request as a user wrote it, option by option. What is null or empty has its default where the request is carried
 * out: all distributions, both kinds, that machine's architecture and cores, the version's naming.
 */
public record RequestText(
        String version,
        List<String> distros,
        String kernels,
        String latest,
        List<String> kinds,
        List<String> architectures,
        String driverSource,
        String naming,
        String jobs,
        String timeout,
        String retries,
        boolean force,
        String knownBad,
        boolean tryKnownBad)
        implements Serializable {
    /** The default of {@link #driverSource}. */
    public static final String DRIVER_SOURCE = "image";

    /** The default of {@link #timeout}. */
    public static final String TIMEOUT = "10m";

    /** The default of {@link #retries}. */
    public static final String RETRIES = "3";

    public RequestText {
        distros = List.copyOf(distros);
        kinds = List.copyOf(kinds);
        architectures = List.copyOf(architectures);
    }

    /**
     * Reads the request on the machine that carries it out: what a driver source names there must be there.
     *
     * @param names what the parts are called in messages
     * @param accepted the distributions that there are
     * @throws UsageException for the first part that cannot be used
     */
    public BuildRequest parse(ArgumentNames names, List<String> accepted) {
        return parse(
                names, accepted, DriverSourceArgument.check(names.driverSource(), driverSource), Architecture::host);
    }

    /**
     * Checks the request on any machine, so that a slip is told before the work is handed out.
     *
     * @throws UsageException for the first part that cannot be used
     */
    public void check(ArgumentNames names, List<String> accepted) {
        parseElsewhere(names, accepted, Architecture.X86_64);
    }

    /**
     * Reads the request on another machine than that which carries it out.
     *
     * @param machine that machine's architecture
     * @throws UsageException for the first part that cannot be used
     */
    public BuildRequest parseElsewhere(ArgumentNames names, List<String> accepted, Architecture machine) {
        DriverSourceArgument.checkForm(names.driverSource(), driverSource);
        return parse(names, accepted, driverSource, () -> machine);
    }

    /** The same request for some distributions; none means all. */
    public RequestText ofDistros(List<String> others) {
        return new RequestText(
                version,
                others,
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
                knownBad,
                tryKnownBad);
    }

    private BuildRequest parse(ArgumentNames names, List<String> accepted, String source, Supplier<Architecture> host) {
        FalcoVersion falco = Arguments.version(names.version(), version);
        List<ProbeKind> wantedKinds = Arguments.kinds(names.kinds(), kinds);
        List<Architecture> machines = Arguments.architectures(names.architectures(), architectures);
        return new BuildRequest(
                falco,
                Arguments.distros(names.distros(), distros, accepted),
                Arguments.kernels(names.kernels(), kernels),
                isUnset(latest)
                        ? OptionalInt.empty()
                        : OptionalInt.of(Arguments.number(names.latest(), latest, 1, 9999)),
                wantedKinds.isEmpty() ? EnumSet.allOf(ProbeKind.class) : EnumSet.copyOf(wantedKinds),
                machines.isEmpty() ? Set.of(host.get()) : EnumSet.copyOf(machines),
                source,
                Arguments.naming(names.naming(), naming, falco),
                isUnset(jobs)
                        ? Runtime.getRuntime().availableProcessors()
                        : Arguments.number(names.jobs(), jobs, 1, 1024),
                Arguments.timeout(names.timeout(), timeout),
                Arguments.number(names.retries(), retries, 0, 100),
                force,
                knownBad(names.knownBad(), accepted),
                tryKnownBad);
    }

    /** This program's own list, and that of the user. */
    private KnownBadList knownBad(String name, List<String> accepted) {
        KnownBadList own = KnownBadList.own();
        if (isUnset(knownBad)) {
            return own;
        }
        try {
            return own.and(KnownBadList.parse(name, knownBad, accepted));
        } catch (IllegalArgumentException e) {
            throw new UsageException(name, e.getMessage());
        }
    }

    private static boolean isUnset(String text) {
        return text == null || text.isEmpty();
    }
}
