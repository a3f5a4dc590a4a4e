package io.jenkins.plugins.falcoprobes.jenkins.branch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class ContainerLabelsTest {
    private static final ContainerLabels LABELS = new ContainerLabels("c0ffee", "team/probes#7", "debian 1/2");

    @Test
    public void a_container_is_labelled_with_its_controller_run_and_part() {
        assertThat(LABELS.options())
                .containsExactly(
                        "--label=io.jenkins.plugins.falcoprobes.controller=c0ffee",
                        "--label=io.jenkins.plugins.falcoprobes.run=team/probes#7",
                        "--label=io.jenkins.plugins.falcoprobes.part=debian 1/2");
        assertThat(LABELS.filter()).isEqualTo("label=io.jenkins.plugins.falcoprobes.controller=c0ffee");
    }

    @Test
    public void labels_are_read_back() {
        assertThat(LABELS.other("team/probes#7\ndebian 1/2\n")).isEqualTo(LABELS);
        assertThat(LABELS.other("team/probes#6\n")).isEqualTo(new ContainerLabels("c0ffee", "team/probes#6", ""));
    }

    @Test
    public void what_an_earlier_try_of_the_same_part_left_is_a_leftover() {
        assertThat(LABELS.isLeftover(LABELS.other("team/probes#7\ndebian 1/2"))).isTrue();
    }
}
