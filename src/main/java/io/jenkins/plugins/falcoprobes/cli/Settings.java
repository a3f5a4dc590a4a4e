package io.jenkins.plugins.falcoprobes.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where the engine works on this machine.
 *
 * @param output the store's folder
 * @param cache the folder for downloads and prepared things
 * @param mirrors package mirrors by the names that {@link Engine.Factory#mirrors} gives; what is not named has the mirror
 *     of this machine or a public one
 * @param runtime the container engine's command, {@code docker} or {@code podman}
 */
public record Settings(Path output, Path cache, Map<String, URI> mirrors, String runtime) {
    public Settings {
        mirrors = Map.copyOf(mirrors);
    }
}
