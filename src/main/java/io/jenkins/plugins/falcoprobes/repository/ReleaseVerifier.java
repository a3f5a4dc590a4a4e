package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Turns an {@code InRelease} into the {@link Release} that its signature covers. What was found good is kept in the cache
 * with its text, so that the same bytes need no second check.
 */
final class ReleaseVerifier {
    private final CacheFolder cache;
    private final byte[] keys;
    private final String keysId;
    private final boolean frozen;
    private final boolean checkValidUntil;
    private final Clock clock;
    private Keyring keyring;

    /**
     * Verifies by these keys.
     *
     * @param keys the content of an OpenPGP key file
     * @param frozen whether it is enough that a key was valid when it signed: some archives change no more
     * @param checkValidUntil whether a release past its date is refused
     */
    ReleaseVerifier(CacheFolder cache, byte[] keys, boolean frozen, boolean checkValidUntil, Clock clock) {
        this.cache = cache;
        this.keys = keys.clone();
        this.keysId = Checksums.sha256(keys);
        this.frozen = frozen;
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
        return verify(name, suite, inRelease, () -> {
            ClearsignedText signed = ClearsignedText.parse(name, inRelease);
            return new Verified(keyring().verify(name, signed, frozen), signed.text());
        });
    }

    /** As {@link #verify(String, String, byte[])}, where the signature stands apart. */
    Release verify(String name, String suite, byte[] release, byte[] signature)
            throws IOException, InterruptedException {
        byte[] both = Arrays.copyOf(release, release.length + signature.length);
        System.arraycopy(signature, 0, both, release.length, signature.length);
        return verify(name, suite, both, () -> {
            Instant until = keyring().verify(name, signature, out -> out.write(release), frozen);
            return new Verified(until, new String(release, UTF_8));
        });
    }

    /** What was found good, and until when. */
    private record Verified(Instant until, String text) {}

    @FunctionalInterface
    private interface Check {
        Verified run() throws IOException;
    }

    private Release verify(String name, String suite, byte[] files, Check check)
            throws IOException, InterruptedException {
        Path file = cache.file("releases", Checksums.sha256((keysId + " " + name).getBytes(UTF_8)));
        Optional<String> before = keptText(file, files);
        String text = before.isPresent() ? before.get() : verifiedText(file, files, check);
        Release release = new Release(name, text);
        if (!release.isOf(suite)) {
            throw new SignatureException(name + ": is signed, but as another suite than " + suite);
        }
        Optional<Instant> validUntil = release.validUntil();
        if (checkValidUntil && validUntil.isPresent() && validUntil.get().isBefore(clock.instant())) {
            throw new SignatureException(
                    name + ": is outdated, it was valid until " + validUntil.get() + " (is the mirror still updated?)");
        }
        return release;
    }

    private String verifiedText(Path file, byte[] files, Check check) throws IOException, InterruptedException {
        Verified verified = check.run();
        String release = Release.withoutOtherIndexes(verified.text());
        byte[] text = release.getBytes(UTF_8);
        cache.writeChecked(file, out -> {
            DataOutputStream data = new DataOutputStream(out);
            data.writeUTF(verified.until().toString());
            data.writeInt(files.length);
            data.write(files);
            data.writeInt(text.length);
            data.write(text);
        });
        return release;
    }

    /** Read when first needed: mostly, nothing has changed, and reading the keys takes longer than all else. */
    private synchronized Keyring keyring() throws IOException {
        if (keyring == null) {
            keyring = new Keyring(keys, clock);
        }
        return keyring;
    }

    /** The signed text of these bytes, if they were verified before by a key that is still valid. */
    private Optional<String> keptText(Path file, byte[] files) throws IOException {
        Optional<byte[]> kept = cache.readChecked(file);
        if (kept.isEmpty()) {
            return Optional.empty();
        }
        DataInputStream data = new DataInputStream(new ByteArrayInputStream(kept.get()));
        Instant until = Instant.parse(data.readUTF());
        byte[] before = data.readNBytes(data.readInt());
        return clock.instant().isBefore(until) && Arrays.equals(before, files)
                ? Optional.of(new String(data.readNBytes(data.readInt()), UTF_8))
                : Optional.empty();
    }
}
