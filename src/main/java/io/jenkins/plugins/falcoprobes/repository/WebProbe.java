package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** Asks web servers whether something is there, without fetching it; through the environment's proxies. */
public final class WebProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Http http = new Http(ProxySettings.of(System.getenv()), PATIENCE);

    /**
     * The status that the server answers a HEAD with, after redirects.
     *
     * @throws IOException if there is no answer; its message is one line with the address
     */
    public int head(URI uri) throws IOException, InterruptedException {
        return http.head(uri);
    }
}
