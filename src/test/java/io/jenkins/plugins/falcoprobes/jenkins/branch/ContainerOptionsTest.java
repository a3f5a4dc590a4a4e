package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.container.CommandLineRuntime;
import io.jenkins.plugins.falcoprobes.container.ContainerSpec;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

public class ContainerOptionsTest {
    private static final String IMAGE = "sha256:" + "0f".repeat(32);

    @Test
    public void all_that_a_builder_container_needs_is_accepted() {
        ContainerSpec spec = new ContainerSpec(IMAGE, Path.of("/agent/the \"one\"/$HOME"), 1L << 30, 256, 2, 1L << 30);
        String[] options = CommandLineRuntime.options(spec).toArray(String[]::new);
        assertThatCode(() -> ContainerOptions.check(IMAGE, options)).doesNotThrowAnyException();
        assertThatCode(() -> ContainerOptions.check(IMAGE.substring(7), options))
                .doesNotThrowAnyException();
    }

    @Test
    public void nothing_else_is() {
        for (String option :
                List.of("--privileged", "--volume=/:/host", "-v", "alpine", "--env-file=x", "--hostname=a\nb", "")) {
            assertThatThrownBy(() -> ContainerOptions.check(IMAGE, new String[] {option}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("is no option that a builder container has");
        }
        for (String image : List.of("alpine", "-v", "", "sha256:0f", IMAGE + " --privileged")) {
            assertThatThrownBy(() -> ContainerOptions.check(image, new String[0]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("\"" + image + "\" is no image's id");
        }
    }

    @Test
    public void a_line_of_options_is_quoted() {
        assertThat(ContainerOptions.line(List.of("--read-only", "--label=a=b \"c\" \\ '$HOME")))
                .isEqualTo("\"--read-only\" \"--label=a=b \\\"c\\\" \\\\ '$$HOME\"");
    }
}
