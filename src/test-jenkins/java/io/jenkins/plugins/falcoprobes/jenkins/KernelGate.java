package io.jenkins.plugins.falcoprobes.jenkins;

import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.falcoprobes.repository.DebianMirrors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.rules.ExternalResource;

/**
 * A mirror of Debian that sends on to this machine's own. It can hold back every kernel but the first that is asked for,
 * so that a test can act while a build is halfway, however fast the machine is.
 */
public final class KernelGate extends ExternalResource {
    private static final Pattern KERNEL = Pattern.compile(".*/linux-headers-([^/_]+-amd64)_[^/]*");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);
    private volatile boolean closed;
    private HttpServer server;
    private DebianMirrors usual;
    private String first = "";

    @Override
    protected void before() throws IOException {
        usual = DebianMirrors.ofThisMachine(Map.of());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    protected void after() {
        open.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** Lets all agents of a Jenkins read by this mirror. */
    public void use() {
        FalcoProbesConfiguration.get().setMirrors(mirrors());
    }

    /** This mirror, as Jenkins' configuration names it. */
    public String mirrors() {
        String mirror = "http://127.0.0.1:" + server.getAddress().getPort();
        return "debian=" + mirror + "/debian\ndebian-security=" + mirror + "/debian-security";
    }

    /** Holds all kernels but one from now on, until {@link #open}. */
    public void close() {
        closed = true;
    }

    /** Lets everything through. */
    public void open() {
        open.countDown();
    }

    /** Waits until a kernel is held. */
    public void awaitHeld() throws InterruptedException {
        assertThat(asked.await(10, MINUTES)).as("a second kernel is asked for").isTrue();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (closed && isHeld(path)) {
                asked.countDown();
                open.await();
            }
            exchange.getResponseHeaders().add("Location", location(path));
            exchange.sendResponseHeaders(302, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isHeld(String path) {
        Matcher kernel = KERNEL.matcher(path);
        if (!kernel.matches()) {
            return false;
        }
        if (first.isEmpty()) {
            first = kernel.group(1);
        }
        return !first.equals(kernel.group(1));
    }

    private String location(String path) {
        return path.startsWith("/debian-security/")
                ? usual.security() + path.substring("/debian-security".length())
                : usual.archive() + path.substring("/debian".length());
    }
}
