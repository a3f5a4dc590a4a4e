package io.jenkins.plugins.falcoprobes.jenkins.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.falcoprobes.build.FailureClass;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class ProbeHistoryTest {
    private static final String FILES = "artifact/";

    private final ProbeHistory history = new ProbeHistory();

    @Test
    public void the_newest_build_of_a_probe_is_known() {
        history.add(1, "0.40.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 10)));
        history.add(3, "0.41.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 12)));
        history.add(2, "0.40.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 99)));

        NewestProbe newest = history.newest(Probes.key("6.1.0-9-amd64", "kmod")).orElseThrow();

        assertThat(newest.run()).isEqualTo(3);
        assertThat(newest.version()).isEqualTo("0.41.0");
        assertThat(history.newest(Probes.key("6.1.0-9-amd64", "ebpf"))).isEmpty();
    }

    @Test
    public void the_run_that_built_a_probe_has_it_and_not_the_one_that_found_it_there() {
        history.add(1, "0.40.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 10)));
        history.add(2, "0.40.0", FILES, List.of(Probes.present("6.1.0-9-amd64", "kmod")));
        assertThat(history.newest(Probes.key("6.1.0-9-amd64", "kmod"))
                        .orElseThrow()
                        .run())
                .isEqualTo(1);

        history.add(3, "0.41.0", FILES, List.of(Probes.present("6.1.0-9-amd64", "kmod")));
        assertThat(history.newest(Probes.key("6.1.0-9-amd64", "kmod"))
                        .orElseThrow()
                        .run())
                .as("another version's is another probe")
                .isEqualTo(3);
    }

    @Test
    public void what_failed_is_no_probe() {
        history.add(1, "0.40.0", FILES, List.of(Probes.failed("6.1.0-9-amd64", "kmod", FailureClass.COMPILE)));

        assertThat(history.newest()).isEmpty();
    }

    @Test
    public void what_is_to_be_built_takes_as_long_as_the_last_time() {
        history.add(
                1,
                "0.40.0",
                FILES,
                List.of(
                        Probes.built("6.1.0-9-amd64", "kmod", 10),
                        Probes.built("6.1.0-9-amd64", "ebpf", 20),
                        Probes.failed("6.1.0-10-amd64", "kmod", FailureClass.COMPILE)));
        history.add(2, "0.40.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 14)));

        assertThat(history.expectedSeconds("0.41.0")).containsOnlyKeys("debian").containsEntry("debian", 14.0 + 20 + 2);
        assertThat(history.expectedSeconds("0.40.0"))
                .as("only the failed one is still to be built")
                .containsEntry("debian", 2.0);
    }

    @Test
    public void nothing_is_expected_of_what_nobody_ever_built() {
        history.add(1, "0.40.0", FILES, List.of(Probes.planned("6.1.0-9-amd64", "kmod")));

        assertThat(history.expectedSeconds("0.40.0")).isEmpty();
    }

    @Test
    public void several_calls_of_a_run_are_one_point_of_the_trend() throws IOException {
        history.add(7, "0.40.0", FILES, List.of(Probes.built("6.1.0-9-amd64", "kmod", 90)));
        history.add(7, "0.41.0", FILES, List.of(Probes.failed("6.1.0-9-amd64", "kmod", FailureClass.COMPILE)));

        assertThat(history.runs())
                .containsExactly(new RunTotals(7, "0.40.0, 0.41.0", new RunCounts(2, 0, 1, 0, 0, 1), 92));
        JsonNode trend = new ObjectMapper().readTree(JobProbesAction.trend(history.runs()));
        assertThat(trend.get("domainAxisLabels").get(0).asText()).isEqualTo("#7");
        assertThat(trend.get("buildNumbers").get(0).asInt()).isEqualTo(7);
        assertThat(trend.get("series").size()).isEqualTo(3);
        assertThat(trend.at("/series/0/data/0").asInt()).isEqualTo(1);
        assertThat(trend.at("/series/1/data/0").asInt()).isEqualTo(1);
        assertThat(trend.at("/series/2/data/0").asDouble()).isEqualTo(1.5);
    }
}
