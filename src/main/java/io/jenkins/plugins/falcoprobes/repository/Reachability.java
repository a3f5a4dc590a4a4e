package io.jenkins.plugins.falcoprobes.repository;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Which servers answer. A run asks dozens of repositories of a distribution that may all be on one server, or behind a
 * firewall: to find that out by each one's tries would take minutes.
 */
final class Reachability {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Http http;
    private final Map<String, FutureTask<Optional<DownloadException>>> servers = new ConcurrentHashMap<>();

    /** Asks by these requests, though for less long. */
    Reachability(Http http) {
        this.http = http.hastier(PATIENCE);
    }

    /**
     * Whether the server of an address answers. All that ask for the same one wait for the first's try. There is a second
     * one, unless the server said nothing at all for as long as anybody waits.
     *
     * @throws DownloadException if it does not
     */
    void require(URI uri) throws DownloadException, InterruptedException {
        URI server = URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + "/");
        FutureTask<Optional<DownloadException>> task =
                servers.computeIfAbsent(server.toString(), key -> new FutureTask<>(asking(server)));
        task.run();
        try {
            Optional<DownloadException> trouble = task.get();
            if (trouble.isPresent()) {
                throw new DownloadException(trouble.get().getMessage(), true, trouble.get());
            }
        } catch (ExecutionException e) {
            servers.remove(server.toString(), task);
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw (InterruptedException) new InterruptedException("interrupted").initCause(interrupted);
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private Callable<Optional<DownloadException>> asking(URI server) {
        return () -> {
            Optional<DownloadException> trouble = ask(server);
            boolean silent = trouble.isPresent() && trouble.get().getCause() instanceof SocketTimeoutException;
            return trouble.isPresent() && !silent ? ask(server) : trouble;
        };
    }

    private Optional<DownloadException> ask(URI server) throws InterruptedException {
        try {
            http.greet(server);
            return Optional.empty();
        } catch (DownloadException e) {
            return Optional.of(e);
        }
    }
}
