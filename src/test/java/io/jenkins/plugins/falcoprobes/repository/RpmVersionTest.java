package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

public class RpmVersionTest {
    @Test
    public void versions_are_ordered_as_rpm_orders_them() {
        // From rpm's own tests/rpmvercmp.at.
        assertOrder("1.0", "1.0", 0);
        assertOrder("1.0", "2.0", -1);
        assertOrder("2.0.1", "2.0.1a", -1);
        assertOrder("5.5p1", "5.5p2", -1);
        assertOrder("5.5p10", "5.5p1", 1);
        assertOrder("10xyz", "10.1xyz", -1);
        assertOrder("xyz10", "xyz10.1", -1);
        assertOrder("xyz.4", "8", -1);
        assertOrder("1.05", "1.5", 0);
        assertOrder("10.0001", "10.1", 0);
        assertOrder("4.999.9", "5.0", -1);
        assertOrder("20101121", "20101122", -1);
        assertOrder("2_0", "2.0", 0);
        assertOrder("a+", "a_", 0);
        assertOrder("1.0~rc1", "1.0", -1);
        assertOrder("1.0~rc1", "1.0arc1", -1);
        assertOrder("1.0~rc1~git123", "1.0~rc1", -1);
        assertOrder("1.0^", "1.0", 1);
        assertOrder("1.0^git1", "1.0^git2", -1);
        assertOrder("1.0^git1", "1.01", -1);
        assertOrder("1.0^20160102", "1.0.1", -1);
        assertOrder("1.0~rc1^git1", "1.0~rc1", 1);
        assertOrder("1.0^git1~pre", "1.0^git1", -1);
    }

    @Test
    public void kernels_are_ordered_by_all_parts_of_their_release() {
        assertOrder("427.13.1.el9_4", "427.9.1.el9_4", 1);
        assertOrder("1160.el7", "1160.2.1.el7", -1);
        assertOrder("362.8.1.el9_3", "427.el9", -1);
    }

    private static void assertOrder(String left, String right, int order) {
        assertThat(Integer.signum(RpmVersion.ORDER.compare(left, right)))
                .as(left + " " + right)
                .isEqualTo(order);
        assertThat(Integer.signum(RpmVersion.ORDER.compare(right, left)))
                .as(right + " " + left)
                .isEqualTo(-order);
    }
}
