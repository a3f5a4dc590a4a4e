package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.Test;

public class AgentVolumesTest {
    @Test
    public void volumes_are_where_the_engine_says_and_memory_is_none() {
        String mounts =
                """
                /home/jenkins/agent\t/var/lib/docker/volumes/agent/_data
                /var/run/docker.sock\t/var/run/docker.sock
                /tmp\t

                """;
        assertThat(AgentVolumes.parse(mounts))
                .isEqualTo(Map.of(
                        "/home/jenkins/agent", "/var/lib/docker/volumes/agent/_data",
                        "/var/run/docker.sock", "/var/run/docker.sock"));
    }
}
