package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

public class FailuresTest {
    @Test
    public void failures_of_one_cause_are_told_once_and_the_commonest_first() {
        List<ProbeRecord> failed = new ArrayList<>();
        failed.add(Probes.failed("6.1.0-1-amd64", "kmod", FailureClass.TIMEOUT));
        for (int i = 2; i <= 9; i++) {
            failed.add(Probes.failed("6.1.0-" + i + "-amd64", "kmod", FailureClass.COMPILE));
        }

        Failures failures = Failures.of(failed);

        assertThat(failures.getTotal()).isEqualTo(9);
        assertThat(failures.getGroups()).extracting(Failures.Group::getReason).containsExactly("compile", "timeout");
        Failures.Group compile = failures.getGroups().get(0);
        assertThat(compile.getTotal()).isEqualTo(8);
        assertThat(compile.getNamed())
                .extracting(probe -> probe.key().release())
                .startsWith("6.1.0-2-amd64")
                .hasSize(5);
        assertThat(compile.getOthers()).isEqualTo(3);
        assertThat(failures.getOthers()).isZero();
    }

    @Test
    public void causes_beyond_the_page_are_counted() {
        List<ProbeRecord> failed = new ArrayList<>();
        for (int i = 1; i <= 25; i++) {
            failed.add(Probes.record(Probes.key("6.1.0-" + i, "kmod"), ProbeState.FAILED, "compile", "error " + i, 1));
        }

        Failures failures = Failures.of(failed);

        assertThat(failures.getGroups()).hasSize(20);
        assertThat(failures.getOthers()).isEqualTo(5);
        assertThat(failures.getNamed()).hasSize(5);
        assertThat(failures.getUnnamed()).isEqualTo(20);
    }
}
