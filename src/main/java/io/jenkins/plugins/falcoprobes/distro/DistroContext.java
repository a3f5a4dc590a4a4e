package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.repository.Downloads;
import java.net.URI;
import java.util.Map;

/**
 * What distributions are made with.
 *
 * @param downloads fetches and keeps what they read
 * @param mirrors the mirrors that a user asked for, by the distribution's id
 */
public record DistroContext(Downloads downloads, Map<String, URI> mirrors) {
    public DistroContext {
        mirrors = Map.copyOf(mirrors);
    }
}
