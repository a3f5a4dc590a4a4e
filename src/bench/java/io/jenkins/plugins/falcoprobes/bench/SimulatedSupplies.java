package io.jenkins.plugins.falcoprobes.bench;

import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentHost;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentLink;
import io.jenkins.plugins.falcoprobes.jenkins.agent.AgentSettings;
import io.jenkins.plugins.falcoprobes.jenkins.agent.Supplies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Kernels and compilers of the benchmark's agents, found by {@link Supplies#here} on their class path. */
public final class SimulatedSupplies implements Supplies {
    /** The system property that says how many kernels there are. */
    static final String KERNELS = "bench.kernels";

    @Override
    public AgentHost host(AgentSettings settings, AgentLink link, Path output, Path cache) throws IOException {
        return new SimulatedHost(new SimulatedRuntime());
    }

    @Override
    public List<Distro> distros(List<String> ids, DistroContext context) throws IOException {
        return List.of(new SimulatedDebian(Integer.getInteger(KERNELS)));
    }
}
