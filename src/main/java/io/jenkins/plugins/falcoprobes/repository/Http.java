package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One HTTP request at a time, tried once; tells trouble that may pass from trouble that stays.
 *
 * <p>{@link HttpURLConnection} rather than {@code java.net.http}: it costs a tenth of a second of CPU to start where the
 * other takes six, which is most of what a run has that finds everything in its cache; and it has a time limit for
 * each read, so that a server that falls silent in the middle of a file is noticed.
 */
final class Http {
    private static final String AGENT = "falco-probe-builder";
    private static final int REDIRECTS = 5;
    private static final Set<Integer> REDIRECT = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> WANTED = Set.of(200, 206, 304);

    /** Of GitHub's REST API, "Exceeding the rate limit": with one of these, and {@code X-RateLimit-Remaining: 0}. */
    private static final Set<Integer> LIMITED = Set.of(403, 429);

    /** Seconds that are a time of this millennium. */
    private static final long LATEST = 1L << 34;

    private static final Set<Integer> PASSING = Set.of(408, 429);

    private final ProxySettings proxies;
    private final int patience;
    private final ServerLogin login;
    private final LongAdder bytes;

    /** Requests that give up on a server that sends nothing for {@code patience}. */
    Http(ProxySettings proxies, Duration patience) {
        this(proxies, Math.toIntExact(patience.toMillis()), ServerLogin.NONE, new LongAdder());
    }

    private Http(ProxySettings proxies, int patience, ServerLogin login, LongAdder bytes) {
        this.proxies = proxies;
        this.patience = patience;
        this.login = login;
        this.bytes = bytes;
    }

    /** As this, with something to show to some servers. */
    Http with(ServerLogin other) {
        return new Http(proxies, patience, other, bytes);
    }

    /** As this, for whoever does not want to wait longer than that. */
    Http hastier(Duration most) {
        return new Http(proxies, Math.toIntExact(Math.min(patience, most.toMillis())), login, bytes);
    }

    /** The bytes of all bodies that were read so far. */
    long bytes() {
        return bytes.sum();
    }

    /**
     * The answer to a GET, its body still to be read.
     *
     * @throws DownloadException if there is no answer, or one with another status than 200, 206 and 304
     */
    Response get(URI uri, Map<String, String> headers) throws DownloadException, InterruptedException {
        URI at = uri;
        for (int hops = 0; hops <= REDIRECTS; hops++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before reading " + at);
            }
            HttpURLConnection connection = null;
            int status;
            try {
                connection = open("GET", at, headers);
                status = connection.getResponseCode();
                if (WANTED.contains(status)) {
                    return new Response(connection, status, body(at, connection, status));
                }
            } catch (IOException e) {
                if (connection != null) {
                    connection.disconnect();
                }
                throw failure(at, e, patience);
            }
            String location = connection.getHeaderField("Location");
            boolean noneLeft = "0".equals(connection.getHeaderField("X-RateLimit-Remaining"));
            long reset = connection.getHeaderFieldLong("X-RateLimit-Reset", 0);
            connection.disconnect();
            if (noneLeft && LIMITED.contains(status)) {
                throw new RateLimitException(at + ": the server answers no more requests"
                        + (reset > 0 && reset < LATEST ? " until " + Instant.ofEpochSecond(reset) : "")
                        + ": there is a limit, which was reached");
            }
            if (!REDIRECT.contains(status) || location == null) {
                boolean passing = PASSING.contains(status) || status >= 500;
                throw new DownloadException(at + ": the server answered " + status, passing, null);
            }
            at = target(at, location);
        }
        throw new DownloadException(uri + ": more than " + REDIRECTS + " redirects", false, null);
    }

    /** The status that a HEAD is answered with, whatever it is, after redirects. */
    int head(URI uri) throws DownloadException, InterruptedException {
        URI at = uri;
        for (int hops = 0; hops <= REDIRECTS; hops++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted before asking for " + at);
            }
            HttpURLConnection connection = null;
            try {
                connection = open("HEAD", at, Map.of());
                int status = connection.getResponseCode();
                String location = connection.getHeaderField("Location");
                if (!REDIRECT.contains(status) || location == null) {
                    return status;
                }
                at = target(at, location);
            } catch (IOException e) {
                throw failure(at, e, patience);
            } finally {
                if (connection != null) {
                    connection.disconnect();
                }
            }
        }
        throw new DownloadException(uri + ": more than " + REDIRECTS + " redirects", false, null);
    }

    /** Asks for an address, and is content with any answer: a redirect to nowhere is one, too. */
    void greet(URI uri) throws DownloadException, InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before asking for " + uri);
        }
        HttpURLConnection connection = null;
        try {
            connection = open("HEAD", uri, Map.of());
            connection.getResponseCode();
        } catch (IOException e) {
            throw failure(uri, e, patience);
        } finally {
            if (connection != null) {
                connection.disconnect();
            }
        }
    }

    private HttpURLConnection open(String method, URI uri, Map<String, String> headers) throws IOException {
        if (!isHttp(uri)) {
            throw new DownloadException(uri + ": is no address of http or https", false, null);
        }
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxies.proxyFor(uri));
        proxies.authenticator().ifPresent(connection::setAuthenticator);
        connection.setRequestMethod(method);
        connection.setInstanceFollowRedirects(false); // it would not follow from http to https
        connection.setUseCaches(false);
        connection.setConnectTimeout(patience);
        connection.setReadTimeout(patience);
        connection.setRequestProperty("User-Agent", AGENT);
        headers.forEach(connection::setRequestProperty);
        if (login.isFor(uri)) {
            login.apply(connection);
        }
        return connection;
    }

    private InputStream body(URI uri, HttpURLConnection connection, int status) throws IOException {
        long length = status == 304 ? 0 : connection.getContentLengthLong();
        return new CountedBody(uri, connection.getInputStream(), length, bytes, patience);
    }

    private static boolean isHttp(URI uri) {
        return "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }

    private static URI target(URI from, String location) throws DownloadException {
        URI to;
        try {
            to = from.resolve(new URI(location));
        } catch (URISyntaxException e) {
            throw new DownloadException(from + ": leads to no address: " + location, false, e);
        }
        if (!isHttp(to) || ("https".equals(from.getScheme()) && !"https".equals(to.getScheme()))) {
            throw new DownloadException(from + ": leads away from https, to " + to, false, null);
        }
        return to;
    }

    /** The network's trouble in our words. */
    static DownloadException failure(URI uri, IOException e, int patience) {
        if (e instanceof DownloadException known) {
            return known;
        }
        if (e instanceof SocketTimeoutException) {
            return new DownloadException(uri + ": nothing came for " + patience / 1000 + " s", true, e);
        }
        boolean passing = !(e instanceof SSLHandshakeException);
        return new DownloadException(uri + ": " + reason(e), passing, e);
    }

    private static String reason(IOException e) {
        String said = Optional.ofNullable(e.getMessage()).orElse("");
        if (e instanceof UnknownHostException) {
            return "the name of the host is not found: " + said;
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection: " + said;
        }
        if (e instanceof SSLException) {
            return "no trust: " + said;
        }
        return e.getClass().getSimpleName() + " " + said;
    }

    /** An answer whose body is still to be read. */
    record Response(HttpURLConnection connection, int status, InputStream body) implements AutoCloseable {
        /** A header of the answer, empty if it has none of that name. */
        String header(String name) {
            return Optional.ofNullable(connection.getHeaderField(name)).orElse("");
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
