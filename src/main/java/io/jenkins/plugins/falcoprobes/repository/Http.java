package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLHandshakeException;

/** One HTTP request at a time, tried once; tells trouble that may pass from trouble that stays. */
final class Http {
    private static final String AGENT = "falco-probe-builder";

    private final HttpClient client;
    private final Duration patience;
    private final LongAdder bytes = new LongAdder();
    private final ScheduledExecutorService watch;

    /** A client that gives up on a server that sends nothing for {@code patience}. */
    Http(ProxySettings proxies, Duration patience) {
        this.patience = patience;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .proxy(proxies);
        proxies.authenticator().ifPresent(builder::authenticator);
        this.client = builder.build();
        ScheduledThreadPoolExecutor watchers = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "stalled-downloads");
            thread.setDaemon(true);
            return thread;
        });
        watchers.setRemoveOnCancelPolicy(true);
        this.watch = watchers;
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
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(patience)
                // Without TLS, HTTP/2 would be asked for by an upgrade that a mirror has no use for.
                .version(uri.getScheme().equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
                .header("User-Agent", AGENT);
        headers.forEach(request::header);
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            boolean passing = !(e instanceof SSLHandshakeException);
            throw new DownloadException(uri + ": " + Http.reason(e), passing, e);
        }
        int status = response.statusCode();
        InputStream body = new WatchedBody(uri, response.body(), bytes, patience, watch);
        if (status != 200 && status != 206 && status != 304) {
            closeQuietly(body);
            boolean passing = status == 408 || status == 429 || status >= 500;
            throw new DownloadException(uri + ": the server answered " + status, passing, null);
        }
        return new Response(status, response.headers(), body);
    }

    /** An exception in words; those of the network often come without. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    }

    private static void closeQuietly(InputStream body) throws DownloadException {
        try {
            body.close();
        } catch (IOException e) {
            throw new DownloadException("A refused answer could not be closed: " + reason(e), true, e);
        }
    }

    /** An answer whose body is still to be read. */
    record Response(int status, HttpHeaders headers, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
