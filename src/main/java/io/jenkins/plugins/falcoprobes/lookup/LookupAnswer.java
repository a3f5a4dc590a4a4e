package io.jenkins.plugins.falcoprobes.lookup;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What the loaders of one era ask for on a host.
 *
 * @param era whose loaders
 * @param kind which kind of probe
 * @param path where a store has it, relative to its top; empty if the loader asks for nothing
 * @param address what the loader sends; empty if it asks for nothing
 * @param problem why it asks for nothing, or what there is to know about what it asks for; else empty
 * @param sightings what came of looking for it, one for each place
 * @param command the command that builds it, one word each; empty if there is none
 * @param obstacle why there is no command; else empty
 * @param knownBad why builds skip it, but for those that try what is known to fail; else empty
 */
public record LookupAnswer(
        LoaderEra era,
        ProbeKind kind,
        String path,
        String address,
        String problem,
        List<Sighting> sightings,
        List<String> command,
        String obstacle,
        String knownBad) {
    public LookupAnswer {
        sightings = List.copyOf(sightings);
        command = List.copyOf(command);
    }

    /** Whether the loader asks for anything. */
    public boolean isAsked() {
        return !address.isEmpty();
    }

    /** Whether it was seen in one place at least. */
    public boolean isThere() {
        return sightings.stream().anyMatch(sighting -> sighting.state() == Sighting.State.THERE);
    }

    /** Whether it was looked for and is in none of the places that gave an answer. */
    public boolean isMissing() {
        return !isThere() && sightings.stream().anyMatch(sighting -> sighting.state() == Sighting.State.MISSING);
    }

    /** The same answer, after a look at some places. */
    public LookupAnswer lookedFor(List<ProbeFinder> places) throws InterruptedException {
        List<Sighting> seen = new ArrayList<>();
        for (ProbeFinder place : isAsked() ? places : List.<ProbeFinder>of()) {
            seen.add(place.find(path, address));
        }
        return new LookupAnswer(era, kind, path, address, problem, seen, command, obstacle, knownBad);
    }
}
