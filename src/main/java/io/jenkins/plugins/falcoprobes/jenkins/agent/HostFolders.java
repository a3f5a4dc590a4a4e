package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.container.EngineException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where the container engine has an agent's folders: an agent in a container that uses the engine of its host has other
 * names for them.
 *
 * @param agent the agent's name, for people
 * @param container the agent's container; empty if it runs in none
 * @param volumes that container's volumes: where it has them, and where the engine has them
 */
record HostFolders(String agent, String container, Map<String, String> volumes) {
    /**
     * A folder as the engine knows it.
     *
     * @throws EngineException if it does not: it is in the agent's container only
     */
    Path onHost(Path folder) throws EngineException {
        Path absolute = folder.toAbsolutePath().normalize();
        if (container.isEmpty()) {
            return absolute;
        }
        String volume = volumes.keySet().stream()
                .filter(candidate -> absolute.startsWith(candidate))
                .max(Comparator.comparingInt(candidate -> Path.of(candidate).getNameCount()))
                .orElseThrow(() -> new EngineException("the agent " + agent + " runs in a container, and its folder "
                        + absolute + " is on none of its volumes " + new TreeSet<>(volumes.keySet())
                        + ": the engine of the host does not see it; accepted is a folder on a volume, see cache"));
        return Path.of(volumes.get(volume)).resolve(Path.of(volume).relativize(absolute));
    }
}
