package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.List;
import java.util.Set;

/**
 * A suite of an apt archive for some architectures.
 *
 * @param name its folder below {@code dists/}, for example {@code bookworm-security}
 * @param architectures those whose packages it has at these places
 * @param components for example {@code main}
 * @param places where it may be, in this order
 * @param optional whether it need not be there
 */
public record AptSuite(
        String name,
        Set<Architecture> architectures,
        List<String> components,
        List<AptPlace> places,
        boolean optional) {
    public AptSuite {
        architectures = Set.copyOf(architectures);
        components = List.copyOf(components);
        places = List.copyOf(places);
    }

    /** The release that it is of: {@code bookworm} of {@code bookworm-security}, {@code buster} of {@code buster/updates}. */
    public static String codename(String suite) {
        return suite.replaceFirst("[-/].*", "");
    }

    /** Whether it changes no more, wherever it is. */
    boolean isFrozen() {
        return places.stream().allMatch(place -> place.kind() == AptPlace.Kind.FROZEN);
    }
}
