package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;

/** Verifies the releases of a distribution, which has keys for suites that change and more of them for others. */
final class ReleaseVerifiers {
    private final Downloads downloads;
    private final AptTable table;
    private final Map<String, AptPlace> places;
    private final boolean checkValidUntil;
    private ReleaseVerifier changing;
    private ReleaseVerifier frozen;

    /**
     * Verifies by a table's keys.
     *
     * @param places the archives by name, of which one may have the keys
     * @param checkValidUntil whether a release past its date is refused, where it changes still
     */
    ReleaseVerifiers(Downloads downloads, AptTable table, Map<String, AptPlace> places, boolean checkValidUntil) {
        this.downloads = downloads;
        this.table = table;
        this.places = Map.copyOf(places);
        this.checkValidUntil = checkValidUntil;
    }

    /** The verifier of what an archive of this kind has. */
    synchronized ReleaseVerifier of(AptPlace.Kind kind) throws IOException, InterruptedException {
        if (kind == AptPlace.Kind.FROZEN) {
            if (frozen == null) {
                ByteArrayOutputStream keys = new ByteArrayOutputStream();
                keys.write(table.keys().read(downloads, places));
                keys.write(table.frozenKeys().read(downloads, places));
                frozen = new ReleaseVerifier(downloads.cache(), keys.toByteArray(), true, false, Clock.systemUTC());
            }
            return frozen;
        }
        if (changing == null) {
            byte[] keys = table.keys().read(downloads, places);
            changing = new ReleaseVerifier(downloads.cache(), keys, false, checkValidUntil, Clock.systemUTC());
        }
        return changing;
    }
}
