package io.jenkins.plugins.falcoprobes.jenkins.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.container.EngineException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

public class HostFoldersTest {
    private static final HostFolders CONTAINER = new HostFolders(
            "agent-1",
            "0f".repeat(32),
            Map.of(
                    "/home/jenkins", "/srv/jenkins",
                    "/home/jenkins/agent", "/var/lib/docker/volumes/agent/_data",
                    "/home/jen", "/nothing"));

    @Test
    public void an_agent_in_no_container_has_the_hosts_own_folders() throws Exception {
        assertThat(new HostFolders("agent-1", "", Map.of()).onHost(Path.of("/var/jenkins/../jenkins/work")))
                .isEqualTo(Path.of("/var/jenkins/work"));
    }

    @Test
    public void a_folder_on_a_volume_is_where_the_innermost_volume_is() throws Exception {
        assertThat(CONTAINER.onHost(Path.of("/home/jenkins/agent/work/slot-0")))
                .isEqualTo(Path.of("/var/lib/docker/volumes/agent/_data/work/slot-0"));
        assertThat(CONTAINER.onHost(Path.of("/home/jenkins"))).isEqualTo(Path.of("/srv/jenkins"));
    }

    @Test
    public void a_folder_of_the_container_alone_is_refused_in_one_line() {
        assertThatThrownBy(() -> CONTAINER.onHost(Path.of("/tmp/work")))
                .isInstanceOf(EngineException.class)
                .hasMessage("the agent agent-1 runs in a container, and its folder /tmp/work is on none of its volumes"
                        + " [/home/jen, /home/jenkins, /home/jenkins/agent]: the engine of the host does not see it;"
                        + " accepted is a folder on a volume, see cache");
    }
}
