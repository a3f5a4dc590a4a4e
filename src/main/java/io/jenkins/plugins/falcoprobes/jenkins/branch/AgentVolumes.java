package io.jenkins.plugins.falcoprobes.jenkins.branch;

import hudson.EnvVars;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jenkinsci.plugins.docker.workflow.client.DockerClient;

/**
 * The container in which an agent itself runs, if it uses the engine of its host.
 *
 * @param container its id; empty if the agent runs in none that the engine knows
 * @param folders its volumes: where it has them, and where the engine has them
 */
record AgentVolumes(String container, Map<String, String> folders) {
    private static final AgentVolumes NONE = new AgentVolumes("", Map.of());

    /** As {@code DockerClient.getVolumes} asks, with the sources. */
    private static final String FIELDS = "range .Mounts}}{{.Destination}}\t{{.Source}}\n{{end";

    /** Asks the engine. */
    static AgentVolumes of(DockerClient client, EnvVars environment) throws IOException, InterruptedException {
        com.google.common.base.Optional<String> container = client.getContainerIdIfContainerized();
        if (!container.isPresent()) {
            return NONE;
        }
        // An engine in the agent's own container, or on another host, does not know it.
        String mounts = client.inspect(environment, container.get(), FIELDS);
        return mounts == null ? NONE : new AgentVolumes(container.get(), parse(mounts));
    }

    static Map<String, String> parse(String mounts) {
        Map<String, String> folders = new TreeMap<>();
        mounts.lines().map(line -> line.split("\t", 2)).forEach(mount -> {
            // Memory has no source.
            if (mount.length == 2 && mount[0].startsWith("/") && mount[1].startsWith("/")) {
                folders.put(mount[0].strip(), mount[1].strip());
            }
        });
        return folders;
    }
}
