package io.jenkins.plugins.falcoprobes.build;

import io.jenkins.plugins.falcoprobes.build.knownbad.KnownBadList;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.ProbeNames;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.time.Duration;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Requests as the command line makes them by default. */
final class Requests {
    private Requests() {}

    /** As {@link #of}, with a list of builds that are known to fail. */
    static BuildRequest knownBad(KnownBadList list, boolean tried) {
        return of(new FalcoVersion("0.40.0"), false, list, tried);
    }

    /** Both kinds for every kernel of this machine's architecture and aarch64, Debian's driver source. */
    static BuildRequest of(FalcoVersion version, boolean force) {
        return of(version, force, new KnownBadList(List.of(), LocalDate.EPOCH), false);
    }

    /** As {@link #of}, with names of some family. */
    static BuildRequest named(FalcoVersion version, Naming naming) {
        return of(version, naming, false, new KnownBadList(List.of(), LocalDate.EPOCH), false);
    }

    /** The names of kernels that were just made of source, of none of which a configuration was known before. */
    static LaterNames laterNames(FalcoVersion version, Naming naming) throws InterruptedException {
        ProbeNames names = new ProbeNames(
                naming, version, FalcoReleases.find(version).orElseThrow().driver(), List.of());
        Memory memory = new Memory(Optional.empty(), "configs");
        return new LaterNames(names, ConfigHashes.of(List.of(), Map.of(), memory, true));
    }

    private static BuildRequest of(FalcoVersion version, boolean force, KnownBadList list, boolean tried) {
        return of(version, version.defaultNaming(), force, list, tried);
    }

    private static BuildRequest of(
            FalcoVersion version, Naming naming, boolean force, KnownBadList list, boolean tried) {
        return new BuildRequest(
                version,
                List.of(),
                Pattern.compile(""),
                OptionalInt.empty(),
                EnumSet.allOf(ProbeKind.class),
                Set.of(Architecture.X86_64, Architecture.AARCH64),
                "debian",
                naming,
                2,
                Duration.ofMinutes(10),
                2,
                force,
                list,
                tried);
    }
}
