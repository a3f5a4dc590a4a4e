package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** Where the engine on an agent has kernels and compilers from. */
public interface Supplies {
    /** What an agent has, see {@link AgentHost#open}. */
    default AgentHost host(AgentSettings settings, AgentLink link, Path output, Path cache) throws IOException {
        return AgentHost.open(settings, link, output, cache);
    }

    /** The distributions with these ids; those that are usual if there are none. */
    default List<Distro> distros(List<String> ids, DistroContext context) throws IOException {
        return Distros.of(ids, context);
    }

    /**
     * The usual ones, unless the class path that the agent's own JVM was started with names others as a service:
     * {@code src/bench} simulates kernels and compilers that way. What comes from the controller has no say in it.
     */
    static Supplies here() {
        return ServiceLoader.load(Supplies.class, ClassLoader.getSystemClassLoader())
                .findFirst()
                .orElseGet(() -> new Supplies() {});
    }
}
