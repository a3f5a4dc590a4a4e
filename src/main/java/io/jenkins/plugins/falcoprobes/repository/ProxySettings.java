package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxies of the environment: {@code http_proxy}, {@code https_proxy}, {@code all_proxy} and {@code no_proxy}, in
 * lower or upper case, as curl reads them. {@code HTTP_PROXY} in upper case is not read: a web server sets it from a
 * request's header.
 */
public final class ProxySettings {
    private final Optional<URI> http;
    private final Optional<URI> https;
    private final List<String> without;

    private ProxySettings(Optional<URI> http, Optional<URI> https, List<String> without) {
        this.http = http;
        this.https = https;
        this.without = without;
    }

    /**
     * The proxies that an environment names.
     *
     * @throws IllegalArgumentException naming the variable, if its value is no proxy address
     */
    static ProxySettings of(Map<String, String> environment) {
        Optional<URI> all = proxy(environment, "all_proxy").or(() -> proxy(environment, "ALL_PROXY"));
        Optional<URI> http = proxy(environment, "http_proxy").or(() -> all);
        Optional<URI> https = proxy(environment, "https_proxy")
                .or(() -> proxy(environment, "HTTPS_PROXY"))
                .or(() -> all);
        String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
        List<String> without = new ArrayList<>();
        for (String host : none.split("[,\\s]+", -1)) {
            if (!host.isEmpty()) {
                without.add(host.toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""));
            }
        }
        return new ProxySettings(http, https, without);
    }

    private static Optional<URI> proxy(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        if (value.isBlank()) {
            return Optional.empty();
        }
        try {
            URI uri = URI.create(value.contains("://") ? value : "http://" + value);
            if (uri.getHost() != null && "http".equals(uri.getScheme())) {
                return Optional.of(uri);
            }
        } catch (IllegalArgumentException e) {
            throw unusable(variable, e);
        }
        throw unusable(variable, null);
    }

    /** The value is left out of the message: it may hold a password. */
    private static IllegalArgumentException unusable(String variable, Throwable cause) {
        return new IllegalArgumentException(
                "The environment's " + variable + " is no proxy address like http://proxy.example.org:3128", cause);
    }

    /** The way to an address. */
    Proxy proxyFor(URI uri) {
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        Optional<URI> proxy = "https".equals(uri.getScheme()) ? https : http;
        if (proxy.isEmpty() || isWithout(host)) {
            return Proxy.NO_PROXY;
        }
        int port = proxy.get().getPort() < 0 ? 80 : proxy.get().getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(proxy.get().getHost(), port));
    }

    private boolean isWithout(String host) {
        return without.stream().anyMatch(w -> w.equals("*") || host.equals(w) || host.endsWith("." + w));
    }

    /** Those of this process's environment; an {@link IllegalArgumentException} as with {@link #of}. */
    public static ProxySettings ofThisMachine() {
        return of(System.getenv());
    }

    /** The JDK's client, which goes these ways. */
    public HttpClient.Builder client() {
        HttpClient.Builder client = HttpClient.newBuilder().proxy(selector());
        authenticator().ifPresent(client::authenticator);
        return client;
    }

    /** The ways, for others' clients. */
    public ProxySelector selector() {
        return new ProxySelector() {
            @Override
            public List<Proxy> select(URI uri) {
                return List.of(proxyFor(uri));
            }

            @Override
            public void connectFailed(URI uri, SocketAddress address, IOException trouble) {
                // There is no other way.
            }
        };
    }

    /** Answers a proxy that asks who we are; there is one if an address holds a user and a password. */
    Optional<Authenticator> authenticator() {
        List<URI> named = new ArrayList<>();
        http.filter(p -> p.getUserInfo() != null).ifPresent(named::add);
        https.filter(p -> p.getUserInfo() != null).ifPresent(named::add);
        return named.isEmpty() ? Optional.empty() : Optional.of(new ProxyAuthenticator(named));
    }

    private static final class ProxyAuthenticator extends Authenticator {
        private final List<URI> proxies;

        ProxyAuthenticator(List<URI> proxies) {
            this.proxies = proxies;
        }

        @Override
        protected PasswordAuthentication getPasswordAuthentication() {
            if (getRequestorType() != RequestorType.PROXY) {
                return null;
            }
            for (URI proxy : proxies) {
                if (proxy.getHost().equalsIgnoreCase(getRequestingHost())) {
                    String[] user = proxy.getUserInfo().split(":", 2);
                    return new PasswordAuthentication(user[0], (user.length < 2 ? "" : user[1]).toCharArray());
                }
            }
            return null;
        }
    }
}
