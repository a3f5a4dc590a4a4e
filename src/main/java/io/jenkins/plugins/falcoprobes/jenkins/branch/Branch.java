package io.jenkins.plugins.falcoprobes.jenkins.branch;

import java.util.List;

/**
 * A part of a call that one agent builds.
 *
 * @param name for people and for claims, for example {@code debian} or {@code debian 1/4}; empty for the whole of a call
 * @param distros the distributions that it covers; empty for all
 */
public record Branch(String name, List<String> distros) {
    public Branch {
        distros = List.copyOf(distros);
    }

    /** A call that is not split. */
    public static Branch whole(List<String> distros) {
        return new Branch("", distros);
    }

    /** The part with this name, as {@link Branches} made it. */
    public static Branch named(String name) {
        return new Branch(name, List.of(name.replaceFirst(" .*", "")));
    }

    /** The name as a part of file names; empty for the whole of a call. */
    String slug() {
        return name.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
