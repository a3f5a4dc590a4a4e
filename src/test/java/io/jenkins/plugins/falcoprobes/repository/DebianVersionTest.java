package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.Test;

public class DebianVersionTest {
    /** Oldest first; {@code dpkg --compare-versions} agrees. */
    private static final List<String> SORTED = List.of(
            "0.1.1dev+git20220316.e5c53d64-5.1",
            "0.20.0-3",
            "0.23.2-6",
            "5.10.218-1",
            "5.10.1162-1",
            "6.1.9-1",
            "6.1.170-3",
            "6.1.180-1~deb11u1",
            "6.1.180-1",
            "6.1.180-1+b1",
            "6.12.95-1~bpo12+1",
            "6.12.107-1~deb12u1",
            "6.12.107-1",
            "7.3~rc7-1~exp1",
            "7.3-1",
            "7.3.4-1~bpo13+1",
            "1:1.0-1");

    @Test
    public void versions_are_ordered_as_dpkg_orders_them() {
        List<String> versions = new ArrayList<>(SORTED);
        Collections.shuffle(versions, new Random(7));
        versions.sort(DebianVersion.ORDER);
        assertThat(versions).isEqualTo(SORTED);
    }

    @Test
    public void what_is_written_otherwise_may_be_equal() {
        assertThat(DebianVersion.ORDER.compare("0:6.1.0-1", "6.1.0-1")).isZero();
        assertThat(DebianVersion.ORDER.compare("6.01.0-1", "6.1.0-1")).isZero();
        assertThat(DebianVersion.ORDER.compare("1.0", "1.0-0")).isZero();
    }

    @Test
    public void letters_are_before_other_characters_and_a_tilde_before_the_end() {
        assertThat(DebianVersion.ORDER.compare("1.0~", "1.0")).isNegative();
        assertThat(DebianVersion.ORDER.compare("1.0~~", "1.0~")).isNegative();
        assertThat(DebianVersion.ORDER.compare("1.0a", "1.0+")).isNegative();
        assertThat(DebianVersion.ORDER.compare("1.0", "1.0a")).isNegative();
    }
}
