package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/**
 * What servers are shown that do not answer everybody: a client certificate, a header with a token. Only the servers that it
 * is for get to see it; whoever they redirect to does not.
 */
public final class ServerLogin {
    /** Nothing is shown to anybody. */
    public static final ServerLogin NONE = new ServerLogin(Set.of(), Map.of(), Optional.empty());

    /** RFC 9110, 5.1 and 5.5. */
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([\\x20-\\x7e]+)");

    private final Set<String> servers;
    private final Map<String, String> headers;
    private final Optional<SSLSocketFactory> sockets;

    private ServerLogin(Set<String> servers, Map<String, String> headers, Optional<SSLSocketFactory> sockets) {
        this.servers = servers;
        this.headers = headers;
        this.sockets = sockets;
    }

    /**
     * What a user gave to be shown.
     *
     * @param certificate a client certificate in PEM, with those that lead to it; it may have the key with it
     * @param key its private key in PEM, without a passphrase
     * @param authorities the certificates in PEM that vouch for the servers, in the place of the JVM's
     * @param headers lines {@code Name: value}
     */
    public record Parts(
            Optional<byte[]> certificate,
            Optional<byte[]> key,
            Optional<byte[]> authorities,
            Optional<byte[]> headers) {
        boolean isEmpty() {
            return certificate.isEmpty() && key.isEmpty() && authorities.isEmpty() && headers.isEmpty();
        }

        @Override
        public String toString() {
            return "login";
        }
    }

    /**
     * A login at the servers of some addresses.
     *
     * @throws IOException in one line that has nothing of what was given, if it cannot be used
     */
    public static ServerLogin of(Collection<URI> addresses, Parts parts) throws IOException {
        if (parts.isEmpty()) {
            return NONE;
        }
        Set<String> servers = addresses.stream().map(ServerLogin::server).collect(Collectors.toSet());
        return new ServerLogin(servers, headers(parts), sockets(parts));
    }

    boolean isFor(URI uri) {
        return servers.contains(server(uri));
    }

    /** Shows it on a connection that is not yet open. */
    void apply(HttpURLConnection connection) {
        headers.forEach(connection::setRequestProperty);
        if (connection instanceof HttpsURLConnection secure) {
            sockets.ifPresent(secure::setSSLSocketFactory);
        }
    }

    private static String server(URI uri) {
        int port = uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
        return (uri.getScheme() + "://" + uri.getHost() + ":" + port).toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> headers(Parts parts) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        String text = new String(parts.headers().orElse(new byte[0]), StandardCharsets.US_ASCII);
        for (String line :
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            var header = HEADER.matcher(line);
            if (!header.matches()) {
                throw new IOException("header: a line is not of the form Name: value");
            }
            headers.put(header.group(1), header.group(2));
        }
        return headers;
    }

    private static Optional<SSLSocketFactory> sockets(Parts parts) throws IOException {
        KeyManager[] own = null;
        if (parts.certificate().isPresent()) {
            own = own(
                    parts.certificate().get(),
                    parts.key().or(parts::certificate).get());
        } else if (parts.key().isPresent()) {
            throw new IOException("key: there is no certificate to it");
        }
        TrustManager[] trusted =
                parts.authorities().isPresent() ? trusted(parts.authorities().get()) : null;
        if (own == null && trusted == null) {
            return Optional.empty();
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own, trusted, null);
            return Optional.of(context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has TLS", e);
        }
    }

    private static KeyManager[] own(byte[] certificate, byte[] key) throws IOException {
        List<X509Certificate> chain = certificates("certificate", certificate);
        char[] password = new char[0];
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("own", key(key, chain.get(0)), password, chain.toArray(new X509Certificate[0]));
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(store, password);
            return managers.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate: cannot be used with its key", e);
        }
    }

    private static TrustManager[] trusted(byte[] authorities) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate each : certificates("ca", authorities)) {
                store.setCertificateEntry(String.valueOf(store.size()), each);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IOException("ca: cannot be used", e);
        }
    }

    private static List<X509Certificate> certificates(String name, byte[] pem) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (PemObject part : parts(name, pem)) {
            if (part.getType().equals("CERTIFICATE")) {
                try {
                    certificates.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(part.getContent())));
                } catch (GeneralSecurityException e) {
                    throw new IOException(name + ": a certificate in it is damaged", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(name + ": there is no certificate in it; accepted is a PEM file");
        }
        return certificates;
    }

    private static PrivateKey key(byte[] pem, X509Certificate certificate) throws IOException {
        for (PemObject part : parts("key", pem)) {
            byte[] content;
            switch (part.getType()) {
                case "PRIVATE KEY" -> content = part.getContent();
                case "RSA PRIVATE KEY" -> content = wrapped(part);
                default -> {
                    continue;
                }
            }
            try {
                String algorithm = certificate.getPublicKey().getAlgorithm();
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
            } catch (GeneralSecurityException e) {
                throw new IOException("key: it is damaged, or not the certificate's", e);
            }
        }
        throw new IOException("key: there is no private key without a passphrase in it; accepted is a PEM file");
    }

    /** As entitlements have it: PKCS#1, which the JDK does not read by itself. */
    private static byte[] wrapped(PemObject part) throws IOException {
        if (!part.getHeaders().isEmpty()) {
            throw new IOException("key: it is encrypted (openssl pkey -in FILE -out PLAIN decrypts it)");
        }
        try {
            return new PrivateKeyInfo(
                            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                            RSAPrivateKey.getInstance(part.getContent()))
                    .getEncoded();
        } catch (IllegalArgumentException e) {
            throw new IOException("key: it is damaged", e);
        }
    }

    private static List<PemObject> parts(String name, byte[] pem) throws IOException {
        List<PemObject> parts = new ArrayList<>();
        try (PemReader reader = new PemReader(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
            for (PemObject part = reader.readPemObject(); part != null; part = reader.readPemObject()) {
                parts.add(part);
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(name + ": is no PEM file as it must be", e);
        }
        return parts;
    }

    @Override
    public String toString() {
        return "login at " + servers;
    }
}
