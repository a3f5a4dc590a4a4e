package io.jenkins.plugins.falcoprobes.jenkins.branch;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.Launcher;
import hudson.remoting.VirtualChannel;
import hudson.slaves.WorkspaceList;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.jenkinsci.plugins.docker.commons.credentials.KeyMaterial2;

/** A registry's credentials where an agent's engine finds them, until this is closed. */
final class EngineLogin {
    /** No credentials. */
    static final EngineLogin NONE = new EngineLogin(KeyMaterial2.NULL, new EnvVars(), Optional.empty());

    private final KeyMaterial2 material;
    private final EnvVars environment;
    private final Optional<FilePath> authentication;

    private EngineLogin(KeyMaterial2 material, EnvVars environment, Optional<FilePath> authentication) {
        this.material = material;
        this.environment = environment;
        this.authentication = authentication;
    }

    /** Logs the engine in to a registry; there, credentials are looked up as the run may use them. */
    static EngineLogin of(
            Place place, Launcher launcher, AgentEngine engine, @CheckForNull DockerRegistryEndpoint registry)
            throws IOException, InterruptedException {
        if (registry == null || registry.getCredentialsId() == null) {
            return NONE;
        }
        EnvVars own = new EnvVars();
        Optional<FilePath> authentication = Optional.empty();
        if (engine.isPodman()) {
            // Podman would write into its user's own file, and leave it there.
            FilePath file =
                    WorkspaceList.tempDir(place.workspace()).child("falco-probes-" + UUID.randomUUID() + ".json");
            own.put("REGISTRY_AUTH_FILE", file.getRemote());
            authentication = Optional.of(file);
        }
        EnvVars environment = new EnvVars(place.environment());
        environment.putAll(own);
        KeyMaterial2 material = registry.newKeyMaterialFactory(
                        place.run(), place.workspace(), launcher, environment, place.console(), engine.program())
                .materialize2();
        own.putAll(material.env());
        return new EngineLogin(material, own, authentication);
    }

    /** What the engine's calls need. */
    EnvVars environment() {
        return environment;
    }

    /** Removes the credentials from the agent. */
    void close(@CheckForNull VirtualChannel channel) throws IOException, InterruptedException {
        try {
            if (authentication.isPresent()) {
                authentication.get().delete();
            }
        } finally {
            material.close(channel);
        }
    }
}
