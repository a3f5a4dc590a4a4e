package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/** The keys that an archive's suites are signed with. */
@FunctionalInterface
public interface AptKeys {
    /** A key is some kilobytes. */
    int LONGEST = 1 << 20;

    /** No keys. */
    AptKeys NONE = (downloads, places) -> new byte[0];

    /**
     * The content of an OpenPGP key file.
     *
     * @param places the archives by name, of which one may have the keys
     */
    byte[] read(Downloads downloads, Map<String, AptPlace> places) throws IOException, InterruptedException;

    /** Keys of the program's own. */
    static AptKeys ofFile(String name) throws IOException {
        try (InputStream in = AptKeys.class.getResourceAsStream(name)) {
            byte[] file = in.readAllBytes();
            return (downloads, places) -> file;
        }
    }

    /**
     * A key whose fingerprint is known, and nothing else of the file that has it.
     *
     * @param place {@code main:path}, below the archive with that name
     * @param fingerprint in hexadecimal
     */
    static AptKeys ofFingerprint(String place, String fingerprint) {
        String[] parts = place.split(":", 2);
        return (downloads, places) -> {
            URI uri = URI.create(places.get(parts[0]).base() + "/" + parts[1]);
            return Keyring.only(fingerprint, uri.toString(), downloads.latest(uri, LONGEST));
        };
    }
}
