package io.jenkins.plugins.falcoprobes.repository;

import java.net.URI;

/**
 * Where suites are served.
 *
 * @param base an archive's address, without a slash at its end: {@code dists/} and {@code pool/} are below it
 * @param kind how it is treated
 */
public record AptPlace(URI base, Kind kind) {
    /** What is known of an archive before it is asked. */
    public enum Kind {
        /** The mirror that the user, or this machine's apt, works with: it is taken to answer. */
        OWN,
        /** A server that may be out of reach: it is asked once whether it answers at all. */
        SERVER,
        /**
         * As {@link #SERVER}, with suites that change no more. Nobody signs them anew: a signature counts if its key was
         * valid when it was made, and no {@code Valid-Until} is looked at.
         */
        FROZEN
    }

    public AptPlace {
        base = URI.create(base.toString().replaceFirst("/+$", ""));
    }
}
