package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A key made for a test, and what it signs. */
public final class TestKey {
    private final PGPKeyPair pair;
    private PGPPublicKey publicKey;

    private TestKey(PGPKeyPair pair, PGPPublicKey publicKey) {
        this.pair = pair;
        this.publicKey = publicKey;
    }

    /** A key that is valid from now on. */
    public static TestKey make() throws PGPException {
        return make(Duration.ofDays(365));
    }

    /** A key that is valid for some time from now on. */
    public static TestKey make(Duration validity) throws PGPException {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        AsymmetricCipherKeyPair numbers = generator.generateKeyPair();
        PGPKeyPair pair = new BcPGPKeyPair(
                PublicKeyPacket.VERSION_4,
                PublicKeyAlgorithmTags.EDDSA_LEGACY,
                numbers,
                Date.from(Instant.now().minusSeconds(1)));
        TestKey key = new TestKey(pair, pair.getPublicKey());
        PGPSignatureGenerator signer = key.signer(PGPSignature.POSITIVE_CERTIFICATION, HashAlgorithmTags.SHA512);
        PGPSignatureSubpacketGenerator details = new PGPSignatureSubpacketGenerator();
        details.setKeyExpirationTime(false, validity.toSeconds());
        signer.setHashedSubpackets(details.generate());
        PGPSignature certification = signer.generateCertification("Test", pair.getPublicKey());
        key.publicKey = PGPPublicKey.addCertification(pair.getPublicKey(), "Test", certification);
        return key;
    }

    /** The same key, revoked. */
    public TestKey revoked() throws PGPException {
        PGPSignature revocation =
                signer(PGPSignature.KEY_REVOCATION, HashAlgorithmTags.SHA512).generateCertification(publicKey);
        return new TestKey(pair, PGPPublicKey.addCertification(publicKey, revocation));
    }

    /** The key's fingerprint in hexadecimal. */
    public String fingerprint() {
        return HexFormat.of().formatHex(publicKey.getFingerprint());
    }

    /** The public key as a key file. */
    public byte[] file() throws IOException {
        return publicKey.getEncoded();
    }

    /** The text with a signature around it, as {@code InRelease} is made. */
    public byte[] clearsign(String text) throws IOException, PGPException {
        return clearsign(text, HashAlgorithmTags.SHA512);
    }

    byte[] clearsign(String text, int hash) throws IOException, PGPException {
        PGPSignatureGenerator signer = signer(PGPSignature.CANONICAL_TEXT_DOCUMENT, hash);
        String signed = text.stripTrailing().replaceAll("[ \t]+\n", "\n");
        signer.update(signed.replace("\n", "\r\n").getBytes(UTF_8));
        ByteArrayOutputStream signature = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().build(signature)) {
            signer.generate().encode(armor);
        }
        String escaped = text.stripTrailing().replaceAll("(?m)^-", "- -");
        return ("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n" + escaped + "\n" + signature.toString(UTF_8))
                .getBytes(UTF_8);
    }

    /** A signature that stands apart from the file, as {@code repomd.xml.asc} is made. */
    public byte[] sign(byte[] file) throws IOException, PGPException {
        PGPSignatureGenerator signer = signer(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA512);
        signer.update(file);
        ByteArrayOutputStream signature = new ByteArrayOutputStream();
        try (ArmoredOutputStream armor = ArmoredOutputStream.builder().build(signature)) {
            signer.generate().encode(armor);
        }
        return signature.toByteArray();
    }

    /** As {@link #sign}, not armored, as pacman has it. */
    public byte[] signBinary(byte[] file) throws IOException, PGPException {
        PGPSignatureGenerator signer = signer(PGPSignature.BINARY_DOCUMENT, HashAlgorithmTags.SHA512);
        signer.update(file);
        return signer.generate().getEncoded();
    }

    private PGPSignatureGenerator signer(int type, int hash) throws PGPException {
        PGPSignatureGenerator signer = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
        signer.init(type, pair.getPrivateKey());
        return signer;
    }
}
