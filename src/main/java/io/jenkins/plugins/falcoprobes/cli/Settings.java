package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where the engine works on this machine.
 *
 * @param output the store's folder
 * @param cache the folder for downloads and prepared things
 * @param mirrors package mirrors by the names that {@link Engine.Factory#mirrors} gives; what is not named has the mirror
 *     of this machine or a public one
 * @param distroSettings what distributions are told beside that
 * @param runtime the container engine's command, {@code docker} or {@code podman}
 * @param s3 where probes are published, beside the output folder
 */
public record Settings(
        Path output,
        Path cache,
        Map<String, URI> mirrors,
        DistroSettings distroSettings,
        String runtime,
        Optional<S3Target> s3) {
    public Settings {
        mirrors = Map.copyOf(mirrors);
    }
}
