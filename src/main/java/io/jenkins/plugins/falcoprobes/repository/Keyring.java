package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.bouncycastle.util.Properties;

/** The keys that a repository's metadata may be signed with. Safe for threads. */
final class Keyring {
    /** apt takes nothing weaker (its {@code APT::Hashes}: MD5 and SHA-1 are not trusted). */
    private static final Set<Integer> TRUSTED_HASHES =
            Set.of(HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    /**
     * Leaves out tests of a key's modulus for being a prime and the like, which take a second of CPU for Debian's keys: they
     * are trusted as they are.
     */
    private static final String ANY_MODULUS = "org.bouncycastle.rsa.allow_unsafe_mod";

    private final PGPPublicKeyRingCollection keys;
    private final Clock clock;
    private final Set<String> sha1;

    /** The keys of an OpenPGP key file, binary or armored. */
    Keyring(byte[] file, Clock clock) throws IOException {
        this(file, clock, Set.of());
    }

    /**
     * As the other, with keys of old distributions, which had no better hash.
     *
     * @param sha1 the ids of keys whose signatures with SHA-1 count, in upper-case hexadecimal: to make a file that fits a
     *     signature which is there already takes more than the collisions that are known of SHA-1
     */
    Keyring(byte[] file, Clock clock, Set<String> sha1) throws IOException {
        this.clock = clock;
        this.sha1 = Set.copyOf(sha1);
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(file))) {
            this.keys = new BcPGPPublicKeyRingCollection(in);
        } catch (IOException | PGPException | RuntimeException e) {
            // The parser meets broken input with exceptions of all kinds, and not all of them say something.
            throw new IOException(("The keys cannot be read: " + e).replaceAll("\\s+", " "), e);
        }
    }

    /**
     * The key with a fingerprint, out of a file that may hold anything: nothing else of it is of use.
     *
     * @param name where the file comes from, for messages
     * @param fingerprint in hexadecimal
     * @throws SignatureException if the file has no such key
     */
    static byte[] only(String fingerprint, String name, byte[] file) throws SignatureException {
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(file))) {
            for (PGPPublicKeyRing ring : new BcPGPPublicKeyRingCollection(in)) {
                PGPPublicKey key = ring.getPublicKey();
                if (HexFormat.of().formatHex(key.getFingerprint()).equalsIgnoreCase(fingerprint)) {
                    return key.getEncoded();
                }
            }
        } catch (IOException | PGPException | RuntimeException e) {
            // The parser meets broken input with exceptions of all these kinds.
            throw new SignatureException(name + ": is no key file: " + e.getMessage(), e);
        }
        throw new SignatureException(name + ": does not hold the key " + fingerprint);
    }

    /**
     * Checks that a key of this ring has signed the text.
     *
     * @param anyTime whether it is enough that the key was valid when it signed
     * @return until when that holds: a signature counts as long as its key is valid
     * @throws SignatureException if none has; the message says why each signature does not count
     */
    Instant verify(String name, ClearsignedText text, boolean anyTime) throws SignatureException {
        byte[] signed = text.signedBytes();
        List<String> reasons = new ArrayList<>();
        for (PGPSignature signature : signatures(name, text.signatures().getBytes(US_ASCII))) {
            Optional<Instant> until = expiryIfGood(signature, signed, anyTime, reasons);
            if (until.isPresent()) {
                return until.get();
            }
        }
        throw new SignatureException(name + ": no valid signature (" + String.join("; ", reasons) + ")");
    }

    /**
     * Checks that a key of this ring has signed bytes as they are.
     *
     * @param signatures OpenPGP signatures that stand apart from what they cover, armored or not
     * @param signed writes what was signed, as often as it is asked to
     * @param anyTime whether it is enough that the key was valid when it signed: packages outlive keys
     * @return until when that holds
     * @throws SignatureException if none has; the message says why each signature does not count
     */
    Instant verify(String name, byte[] signatures, Signed signed, boolean anyTime) throws IOException {
        List<String> reasons = new ArrayList<>();
        for (PGPSignature signature : signatures(name, signatures)) {
            Instant at = anyTime ? signature.getCreationTime().toInstant() : clock.instant();
            Optional<String> obstacle = obstacle(signature, PGPSignature.BINARY_DOCUMENT, at);
            if (obstacle.isPresent()) {
                reasons.add(obstacle.get());
            } else if (isBy(keys.getPublicKey(signature.getKeyID()), signature, signed)) {
                return anyTime ? Instant.MAX : expiry(keys.getPublicKey(signature.getKeyID()));
            } else {
                reasons.add("the signature by " + id(signature) + " does not fit");
            }
        }
        throw new SignatureException(name + ": no valid signature (" + String.join("; ", reasons) + ")");
    }

    /** What was signed. */
    @FunctionalInterface
    interface Signed {
        /** Writes all of it. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static List<PGPSignature> signatures(String name, byte[] file) throws SignatureException {
        List<PGPSignature> signatures = new ArrayList<>();
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(file))) {
            for (Object object : new BcPGPObjectFactory(in)) {
                if (object instanceof PGPSignatureList list) {
                    list.forEach(signatures::add);
                }
            }
        } catch (IOException | RuntimeException e) {
            // The parser meets broken input with exceptions of both kinds.
            throw new SignatureException(
                    name + ": the signature cannot be read: "
                            + String.valueOf(e.getMessage()).replaceAll("\\s+", " "),
                    e);
        }
        if (signatures.isEmpty()) {
            throw new SignatureException(name + ": holds no signature");
        }
        return signatures;
    }

    private Optional<Instant> expiryIfGood(PGPSignature signature, byte[] signed, boolean anyTime, List<String> reasons)
            throws SignatureException {
        Instant at = anyTime ? signature.getCreationTime().toInstant() : clock.instant();
        Optional<String> obstacle = obstacle(signature, PGPSignature.CANONICAL_TEXT_DOCUMENT, at);
        PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
        if (obstacle.isPresent()) {
            reasons.add(obstacle.get());
            return Optional.empty();
        }
        try {
            if (isBy(key, signature, out -> out.write(signed))) {
                return Optional.of(anyTime ? Instant.MAX : expiry(key));
            }
        } catch (IOException e) {
            throw new IllegalStateException("Bytes in memory can be read", e);
        }
        reasons.add("the signature by " + id(signature) + " does not fit the text");
        return Optional.empty();
    }

    private static String id(PGPSignature signature) {
        return String.format(Locale.ROOT, "%016X", signature.getKeyID());
    }

    /** Why a signature of this type does not count at a time, whatever it was made over. */
    private Optional<String> obstacle(PGPSignature signature, int type, Instant at) {
        String id = id(signature);
        PGPPublicKey key = keys.getPublicKey(signature.getKeyID());
        if (key == null) {
            return Optional.of("the key " + id + " is not known");
        }
        if (isRevoked(key)) {
            return Optional.of("the key " + id + " is revoked");
        }
        Instant keyExpiry = expiry(key);
        if (!at.isBefore(keyExpiry)) {
            return Optional.of("the key " + id + " expired on " + keyExpiry);
        }
        boolean trusted = TRUSTED_HASHES.contains(signature.getHashAlgorithm())
                || (signature.getHashAlgorithm() == HashAlgorithmTags.SHA1 && sha1.contains(id));
        if (!trusted) {
            return Optional.of("the signature by " + id + " uses a hash that is not trusted");
        }
        return signature.getSignatureType() == type
                ? Optional.empty()
                : Optional.of("the signature by " + id + " is not one over "
                        + (type == PGPSignature.BINARY_DOCUMENT ? "a file" : "a text"));
    }

    private static boolean isBy(PGPPublicKey key, PGPSignature signature, Signed signed) throws IOException {
        Properties.setThreadOverride(ANY_MODULUS, true);
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            signed.writeTo(new SignatureInput(signature));
            return signature.verify();
        } catch (PGPException e) {
            // An algorithm that does not fit the key, or a number out of range: not a good signature.
            return false;
        } finally {
            Properties.removeThreadOverride(ANY_MODULUS);
        }
    }

    private static final class SignatureInput extends OutputStream {
        private final PGPSignature signature;

        SignatureInput(PGPSignature signature) {
            this.signature = signature;
        }

        @Override
        public void write(int b) {
            signature.update((byte) b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            signature.update(bytes, offset, length);
        }
    }

    private PGPPublicKey primary(PGPPublicKey key) {
        PGPPublicKeyRing ring = keys.getPublicKeyRing(key.getKeyID());
        return ring.getPublicKey();
    }

    private boolean isRevoked(PGPPublicKey key) {
        return key.hasRevocation() || primary(key).hasRevocation();
    }

    /** A subkey is of no use after its primary key. */
    private Instant expiry(PGPPublicKey key) {
        Instant own = expiryOf(key);
        Instant primary = expiryOf(primary(key));
        return own.isBefore(primary) ? own : primary;
    }

    private static Instant expiryOf(PGPPublicKey key) {
        long seconds = key.getValidSeconds();
        return seconds == 0 ? Instant.MAX : key.getCreationTime().toInstant().plusSeconds(seconds);
    }
}
