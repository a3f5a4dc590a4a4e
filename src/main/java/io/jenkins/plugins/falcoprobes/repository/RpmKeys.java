package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.archive.RpmSignatures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The keys that a distribution signs its packages and repositories with. Safe for threads. */
public final class RpmKeys {
    private final byte[] file;
    private final Set<String> sha1;
    private final Set<Path> good = ConcurrentHashMap.newKeySet();
    private Keyring keyring;

    /** The keys of an OpenPGP key file. */
    public RpmKeys(byte[] file) {
        this(file, Set.of());
    }

    /**
     * The keys of an OpenPGP key file.
     *
     * @param sha1 the ids of those whose signatures with SHA-1 count for packages
     */
    public RpmKeys(byte[] file, Set<String> sha1) {
        this.file = file.clone();
        this.sha1 = Set.copyOf(sha1);
    }

    /** Read when first needed: it takes longer than all else where nothing has changed. */
    private synchronized Keyring keyring() throws IOException {
        if (keyring == null) {
            keyring = new Keyring(file, Clock.systemUTC(), sha1);
        }
        return keyring;
    }

    /** Checks a signature that stands apart from the file that it covers. */
    void verifyFile(String name, byte[] content, byte[] signature) throws IOException {
        keyring().verify(name, signature, out -> out.write(content), false);
    }

    /**
     * Checks that one of the keys has signed a package, all of it, when the key was valid.
     *
     * <p>A package of today has a signature over its header, and there the checksum of the rest; up to rpm 4.13 (CentOS 7)
     * it has one over both.
     *
     * @throws SignatureException if none has; nothing of the package may be used then
     */
    public void verifyPackage(String name, Path rpm) throws IOException {
        if (good.contains(rpm)) {
            return;
        }
        RpmSignatures signatures = RpmSignatures.read(name, rpm);
        IOException last = new SignatureException(name + ": is not signed");
        for (byte[] signature : signatures.ofAll()) {
            try {
                keyring().verify(name, signature, out -> writeAll(signatures, rpm, out), true);
                good.add(rpm);
                return;
            } catch (SignatureException e) {
                last = e;
            }
        }
        Optional<String> payload = signatures.payloadSha256();
        for (byte[] signature : signatures.ofHeader()) {
            try {
                keyring().verify(name, signature, out -> out.write(signatures.header()), true);
                if (payload.isEmpty()) {
                    throw new SignatureException(name + ": its signed header says nothing of the rest");
                }
                requirePayload(name, rpm, signatures, payload.get());
                good.add(rpm);
                return;
            } catch (SignatureException e) {
                last = e;
            }
        }
        throw last;
    }

    private static void requirePayload(String name, Path rpm, RpmSignatures signatures, String announced)
            throws IOException {
        MessageDigest digest = Checksums.sha256();
        try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            copyPayload(rpm, signatures, out);
        }
        String actual = Checksums.hex(digest);
        if (!actual.equals(announced)) {
            throw new SignatureException(
                    name + ": its files have the SHA-256 " + actual + ", its signed header says " + announced);
        }
    }

    private static void writeAll(RpmSignatures signatures, Path rpm, OutputStream out) throws IOException {
        out.write(signatures.header());
        copyPayload(rpm, signatures, out);
    }

    private static void copyPayload(Path rpm, RpmSignatures signatures, OutputStream out) throws IOException {
        try (InputStream in = Files.newInputStream(rpm)) {
            in.skipNBytes(signatures.payloadOffset());
            in.transferTo(out);
        }
    }
}
