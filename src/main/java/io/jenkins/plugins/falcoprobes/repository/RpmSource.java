package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.util.List;

/**
 * An rpm repository that is read for kernels.
 *
 * @param name for people, for example {@code 9/BaseOS}
 * @param architecture of the machines that it is for
 * @param places where it may be, tried in their order
 * @param optional whether there may be no such repository (yet, or any more)
 */
public record RpmSource(String name, Architecture architecture, List<RpmPlace> places, boolean optional) {
    public RpmSource {
        places = List.copyOf(places);
    }

    @Override
    public String toString() {
        return name + " for " + architecture;
    }
}
