package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.build.BuildRequest;
import io.jenkins.plugins.falcoprobes.build.BuilderHost;
import io.jenkins.plugins.falcoprobes.container.BuilderPlace;
import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Where builder containers come from on an agent: from its container engine, or the agent itself is one. No engine is ever
 * installed or started on an agent.
 */
public interface AgentHost extends BuilderHost {
    /**
     * What an agent has.
     *
     * @param settings how its containers are reached
     * @param link what starts and stops them
     * @param output where logs go, below {@code logs/}
     * @param cache a folder that is kept from run to run
     */
    static AgentHost open(AgentSettings settings, AgentLink link, Path output, Path cache) throws IOException {
        return settings.containers().program().isEmpty()
                ? new InPlaceHost(settings.agent(), BuilderPlace.here())
                : new EngineHost(settings, link, output, cache);
    }

    /** Where kernel trees are to be made, if {@code usual} is where they are made usually. */
    Path work(Path usual);

    /** A request as it can be built here. */
    BuildRequest adapt(BuildRequest wanted);

    /** Reads files out of container images. */
    DriverSource.ImageFiles imageFiles();
}
