package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Turns an {@code InRelease} into the {@link Release} that its signature covers. That these bytes were signed is kept in
 * the cache, so that a file that has not changed needs no second check.
 */
final class ReleaseVerifier {
    private final CacheFolder cache;
    private final byte[] keys;
    private final boolean checkValidUntil;
    private final Clock clock;

    /**
     * Verifies by these keys.
     *
     * @param keys the content of an OpenPGP key file
     * @param checkValidUntil whether a release past its date is refused
     */
    ReleaseVerifier(CacheFolder cache, byte[] keys, boolean checkValidUntil, Clock clock) {
        this.cache = cache;
        this.keys = keys.clone();
        this.checkValidUntil = checkValidUntil;
        this.clock = clock;
    }

    /**
     * The release in {@code inRelease}.
     *
     * @param name where it comes from, for messages
     * @param suite the suite that was asked for; a mirror might answer with another
     */
    Release verify(String name, String suite, byte[] inRelease) throws IOException, InterruptedException {
        ClearsignedText text = ClearsignedText.parse(name, inRelease);
        Path record = cache.file("signatures", Checksums.sha256(keys, inRelease));
        if (!isStillGood(record)) {
            Instant until = new Keyring(keys, clock).verify(name, text);
            cache.write(record, out -> out.write(until.toString().getBytes(UTF_8)));
        }
        Release release = new Release(name, text.text());
        if (!release.isOf(suite)) {
            throw new SignatureException(name + ": is signed, but as another suite than " + suite);
        }
        Optional<Instant> validUntil = release.validUntil(name);
        if (checkValidUntil && validUntil.isPresent() && validUntil.get().isBefore(clock.instant())) {
            throw new SignatureException(
                    name + ": is outdated, it was valid until " + validUntil.get() + " (is the mirror still updated?)");
        }
        return release;
    }

    private boolean isStillGood(Path record) throws IOException {
        Optional<byte[]> until = cache.read(record);
        try {
            return until.isPresent() && clock.instant().isBefore(Instant.parse(new String(until.get(), UTF_8)));
        } catch (DateTimeParseException e) {
            // A damaged record proves nothing: the signature is checked again.
            return false;
        }
    }
}
