package io.jenkins.plugins.falcoprobes.provenance;

import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.edec.EdECObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** A private key that signs attestations: ECDSA on P-256 with SHA-256, or Ed25519. It never shows in a text. */
public final class SigningKey {
    private static final String ACCEPTED =
            "accepted is a PEM file with a private key of ECDSA P-256 or Ed25519, without a passphrase";

    private static final class Refusal extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        Refusal(String complaint, Throwable cause) {
            super(complaint + "; " + ACCEPTED, cause);
        }
    }

    private final PrivateKey key;
    private final String algorithm;
    private final String id;

    private SigningKey(PrivateKey key, String algorithm, String id) {
        this.key = key;
        this.algorithm = algorithm;
        this.id = id;
    }

    /**
     * Reads a key: PKCS#8, or as {@code openssl ecparam -genkey} writes it.
     *
     * @throws IllegalArgumentException if it cannot be used; the message is one line, and has nothing of the key
     */
    public static SigningKey parse(String pem) {
        try {
            PrivateKeyInfo info = info(pem);
            AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
            boolean edwards = EdECObjectIdentifiers.id_Ed25519.equals(algorithm.getAlgorithm());
            boolean curve = X9ObjectIdentifiers.id_ecPublicKey.equals(algorithm.getAlgorithm())
                    && SECObjectIdentifiers.secp256r1.equals(
                            ASN1ObjectIdentifier.getInstance(algorithm.getParameters()));
            if (!edwards && !curve) {
                throw new Refusal("it is a key of another kind", null);
            }
            PrivateKey key = KeyFactory.getInstance(edwards ? "Ed25519" : "EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(info.getEncoded()));
            SubjectPublicKeyInfo publicKey = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                    publicKey(PrivateKeyFactory.createKey(info)));
            return new SigningKey(
                    key, edwards ? "Ed25519" : "SHA256withECDSA", Provenance.sha256(publicKey.getEncoded()));
        } catch (Refusal e) {
            throw e;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw new Refusal("it is damaged", e);
        }
    }

    /** The first private key of the file; {@code openssl ecparam} writes the curve before it. */
    private static PrivateKeyInfo info(String pem) throws IOException {
        PemReader reader = new PemReader(new StringReader(pem));
        for (PemObject part = reader.readPemObject(); part != null; part = reader.readPemObject()) {
            Optional<PrivateKeyInfo> info = info(part);
            if (info.isPresent()) {
                return info.get();
            }
        }
        throw new Refusal("there is no private key in it", null);
    }

    private static Optional<PrivateKeyInfo> info(PemObject part) throws IOException {
        boolean encrypted = part.getHeaders().toString().contains("ENCRYPTED");
        if (encrypted || part.getType().startsWith("ENCRYPTED ")) {
            throw new Refusal(
                    "its key is encrypted (openssl pkey -in FILE -out PLAIN decrypts one of openssl's, nothing one of cosign's)",
                    null);
        }
        return switch (part.getType()) {
            case "PRIVATE KEY" -> Optional.of(PrivateKeyInfo.getInstance(part.getContent()));
            case "EC PRIVATE KEY" -> {
                org.bouncycastle.asn1.sec.ECPrivateKey key =
                        org.bouncycastle.asn1.sec.ECPrivateKey.getInstance(part.getContent());
                yield Optional.of(new PrivateKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key));
            }
            default -> Optional.empty();
        };
    }

    private static AsymmetricKeyParameter publicKey(AsymmetricKeyParameter key) {
        if (key instanceof Ed25519PrivateKeyParameters edwards) {
            return edwards.generatePublicKey();
        }
        ECPrivateKeyParameters curve = (ECPrivateKeyParameters) key;
        ECDomainParameters domain = curve.getParameters();
        return new ECPublicKeyParameters(domain.getG().multiply(curve.getD()).normalize(), domain);
    }

    /** SHA-256 of the public key in DER (SubjectPublicKeyInfo), in lower-case hexadecimal: a hint for who has many. */
    public String id() {
        return id;
    }

    byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was read cannot sign", e);
        }
    }

    @Override
    public String toString() {
        return "signing key " + id;
    }
}
