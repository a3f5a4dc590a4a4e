package io.jenkins.plugins.falcoprobes.jenkins.agent;

import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.jenkins.run.ProbeFile;
import java.io.Serializable;
import java.util.List;

/**
 * How the engine works on an agent.
 *
 * @param branch the part of the run that this is, for example {@code debian 1/2}; empty for a run that has no parts
 * @param agent the agent's name, for people
 * @param cache the folder for downloads and prepared things, on the agent
 * @param mirrors package mirrors, {@code DISTRO=URL}
 * @param distroSettings what distributions are told beside that, the content of secrets among it
 * @param containers how the agent's container engine is reached
 * @param buildUrl the page of the run; empty if Jenkins does not know its own address
 * @param published what is where the run publishes to
 * @param copied whether that can be given other names there
 */
public record AgentSettings(
        String branch,
        String agent,
        String cache,
        List<String> mirrors,
        DistroSettings distroSettings,
        ContainerAccess containers,
        String buildUrl,
        List<ProbeFile> published,
        boolean copied)
        implements Serializable {
    public AgentSettings {
        mirrors = List.copyOf(mirrors);
        published = List.copyOf(published);
    }
}
