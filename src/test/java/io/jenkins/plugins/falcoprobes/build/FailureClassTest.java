package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.Test;

public class FailureClassTest {
    @Test
    public void hints_speak_of_options_to_who_calls_the_command_line() {
        assertThat(FailureClass.DOWNLOAD.hint(HintNames.OPTIONS)).contains("--mirror");
        assertThat(FailureClass.SIGNATURE.hint(HintNames.OPTIONS)).contains("--mirror");
        assertThat(FailureClass.TIMEOUT.hint(HintNames.OPTIONS)).contains("--timeout", "--jobs");
    }

    @Test
    public void hints_speak_of_no_option_to_who_uses_jenkins() {
        for (FailureClass type : FailureClass.values()) {
            Failure failure =
                    Failures.of(type, Stage.COMPILE, "something", List.of()).in(HintNames.PARAMETERS);
            assertThat(failure.hint()).as(type.id()).isNotBlank().doesNotContain("--");
        }
    }
}
