package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hudson.AbortException;
import java.util.List;
import org.jenkinsci.plugins.docker.commons.credentials.DockerRegistryEndpoint;
import org.junit.Test;

public class ImageNameTest {
    private static final DockerRegistryEndpoint REGISTRY =
            new DockerRegistryEndpoint("https://registry.example.org:5000/v2/", null);

    @Test
    public void without_an_image_there_is_no_name() throws Exception {
        assertThat(ImageName.of(null, REGISTRY)).isEmpty();
        assertThat(ImageName.of("", null)).isEmpty();
    }

    @Test
    public void a_name_is_completed_by_its_registry_once() throws Exception {
        assertThat(ImageName.of("team/builder", null)).isEqualTo("team/builder");
        assertThat(ImageName.of("team/builder", REGISTRY)).isEqualTo("registry.example.org:5000/team/builder");
        assertThat(ImageName.of("registry.example.org:5000/team/builder", REGISTRY))
                .isEqualTo("registry.example.org:5000/team/builder");
    }

    @Test
    public void a_tag_or_what_is_no_name_is_refused_in_one_line() {
        for (String name : List.of("builder:latest", "registry.example.org:5000/builder:1", "a b", "-v", "$(id)", "a;b")) {
            assertThatThrownBy(() -> ImageName.of(name, null))
                    .isInstanceOf(AbortException.class)
                    .hasMessageStartingWith("image \"" + name + "\": ")
                    .message()
                    .doesNotContain("\n");
        }
    }
}
