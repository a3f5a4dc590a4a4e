package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.Util;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.Test;

/** What becomes of options on their way through {@code DockerClient.run} and a launcher. */
public class ContainerOptionsLineTest {
    @Test
    public void every_option_arrives_as_it_was() {
        List<String> options = List.of(
                "--read-only",
                "--label=io.jenkins.plugins.falcoprobes.run=team a/it's \"the\" job #7",
                "--mount=type=bind,\"src=/agent/a,b \\ c\",dst=/kernel,readonly",
                "--label=secret=$SECRET ${SECRET} $$SECRET");
        assertThat(Arrays.stream(Util.tokenize(ContainerOptions.line(options)))
                        .map(word -> Util.replaceMacro(word, Map.of("SECRET", "told"))))
                .containsExactlyElementsOf(options);
    }
}
