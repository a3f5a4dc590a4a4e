package io.jenkins.plugins.falcoprobes.jenkins.agent;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * How an agent's container engine is reached.
 *
 * @param program the engine's command, for example {@code docker}; empty where none answers: then the agent can only build
 *     if it runs in a builder container itself
 * @param environment what its calls need in their environment: server, credentials' folder, the build's cookie
 * @param image the name of ready-made builder images, without a tag; empty where the agent makes them
 * @param owner what containers are labelled with, so that those left behind are found
 * @param container the container of that engine in which the agent itself runs; empty if it does not
 * @param volumes that container's volumes: where it has them, and where the engine has them
 */
public record ContainerAccess(
        String program,
        Map<String, String> environment,
        String image,
        String owner,
        String container,
        Map<String, String> volumes)
        implements Serializable {
    /** After this time a container ends by itself, whatever has become of its run. */
    public static final Duration LIFETIME = Duration.ofHours(6);

    public ContainerAccess {
        environment = Map.copyOf(environment);
        volumes = Map.copyOf(volumes);
    }
}
