package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.driver.FalcoRelease;
import io.jenkins.plugins.falcoprobes.driver.FalcoReleases;
import io.jenkins.plugins.falcoprobes.driver.FalcoVersion;
import io.jenkins.plugins.falcoprobes.driver.Loader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Releases of Falco whose loaders look by the same rules, in the same place, and are told of another in the same way.
 *
 * @param first the oldest of them
 * @param last the newest of them, which stands for all
 */
public record LoaderEra(FalcoRelease first, FalcoRelease last) {
    /** The releases with which the rules changed, as they are in {@code LoaderTarget} and {@link Loader}. */
    private static final Set<String> CHANGES = Set.of(
            "0.19.0", "0.22.0", "0.23.0", "0.26.2", "0.32.1", "0.32.2", "0.33.0", "0.34.0", "0.35.0", "0.35.1",
            "0.37.0", "0.37.1", "0.39.0", "0.44.0");

    /** Every era, the newest first. */
    public static List<LoaderEra> all() {
        List<LoaderEra> eras = new ArrayList<>();
        for (FalcoRelease release : FalcoReleases.all()) {
            boolean begins = eras.isEmpty() || CHANGES.contains(release.falco().value());
            FalcoRelease first = begins ? release : eras.remove(0).first;
            eras.add(0, new LoaderEra(first, release));
        }
        return List.copyOf(eras);
    }

    /** One release alone; empty if it is not known which driver it has. */
    public static Optional<LoaderEra> of(FalcoVersion falco) {
        return FalcoReleases.find(falco)
                .map(known -> new FalcoRelease(falco, known.driver(), known.api(), known.schema()))
                .map(release -> new LoaderEra(release, release));
    }

    /** The loader that stands for all of them. */
    public Loader loader() {
        return Loader.of(last);
    }

    /** {@code 0.35.1 to 0.36.2}. */
    @Override
    public String toString() {
        return first.equals(last) ? last.falco().value() : first.falco() + " to " + last.falco();
    }
}
