package io.jenkins.plugins.falcoprobes.repository;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.rules.ExternalResource;

/** A real HTTP or HTTPS server on a free port of the loopback; a path without a handler is a 404. */
public final class TestServer extends ExternalResource {
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Optional<SSLContext> tls;
    private volatile Predicate<Headers> admitted = headers -> true;
    private HttpServer server;

    /** A server of plain HTTP. */
    public TestServer() {
        this.tls = Optional.empty();
    }

    /** A server that talks to those alone who show a certificate that the context trusts. */
    public TestServer(SSLContext tls) {
        this.tls = Optional.of(tls);
    }

    @Override
    protected void before() throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        if (tls.isPresent()) {
            HttpsServer secure = HttpsServer.create(address, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                    wanted.setNeedClientAuth(true);
                    parameters.setSSLParameters(wanted);
                }
            });
            server = secure;
        } else {
            server = HttpServer.create(address, 0);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    @Override
    protected void after() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        requests.add(path);
        HttpHandler handler = handlers.get(path);
        try (exchange) {
            if (!admitted.test(exchange.getRequestHeaders())) {
                exchange.sendResponseHeaders(403, -1);
            } else if (handler == null) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                handler.handle(exchange);
            }
        }
    }

    /** The address of a path. */
    public URI uri(String path) {
        return URI.create((tls.isPresent() ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort() + path);
    }

    /** Serves this content from now on. */
    public void put(String path, byte[] content) {
        handlers.put(path, exchange -> send(exchange, content));
    }

    /** Serves by a handler from now on. */
    public void put(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    /** Answers only requests with such headers from now on, and others by a 403. */
    public void admit(Predicate<Headers> headers) {
        admitted = headers;
    }

    /** Serves it no more. */
    public void remove(String path) {
        handlers.remove(path);
    }

    /** The paths that were asked for, in their order. */
    public List<String> requests() {
        return requests;
    }

    static void send(HttpExchange exchange, byte[] content) throws IOException {
        exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
    }
}
