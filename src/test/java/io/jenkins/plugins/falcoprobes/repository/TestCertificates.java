package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;

/** A certificate that vouches for itself, made by keytool. */
public final class TestCertificates {
    private static final char[] PASSWORD = "password".toCharArray();

    private final KeyStore store;

    private TestCertificates(KeyStore store) {
        this.store = store;
    }

    /** One for 127.0.0.1. */
    public static TestCertificates make() {
        try {
            Path file = Files.createTempDirectory("certificates").resolve("store.p12");
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process process = new ProcessBuilder(List.of(
                            keytool,
                            "-genkeypair",
                            "-alias",
                            "it",
                            "-keyalg",
                            "RSA",
                            "-dname",
                            "CN=test",
                            "-ext",
                            "san=ip:127.0.0.1",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            String.valueOf(PASSWORD),
                            "-keystore",
                            file.toString()))
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(said);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(file)) {
                store.load(in, PASSWORD);
            }
            return new TestCertificates(store);
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a server has that shows this one and trusts another. */
    public SSLContext trusting(TestCertificates other) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("other", other.store.getCertificate("it"));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The certificate in PEM. */
    public byte[] certificate() throws GeneralSecurityException {
        return pem("CERTIFICATE", store.getCertificate("it").getEncoded());
    }

    /** Its key in PEM, as PKCS#8. */
    public byte[] key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", store.getKey("it", PASSWORD).getEncoded());
    }

    /** Its key in PEM, as entitlements have it. */
    public byte[] oldKey() throws GeneralSecurityException, IOException {
        PrivateKeyInfo info =
                PrivateKeyInfo.getInstance(store.getKey("it", PASSWORD).getEncoded());
        return pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    }

    private static byte[] pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return ("-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n").getBytes(US_ASCII);
    }
}
