package io.jenkins.plugins.falcoprobes.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class ReleaseRangeTest {
    @Test
    public void an_end_has_as_many_numbers_as_it_cares_for() {
        assertInside("5.14.0-427..5.14.0", "5.14.0-427.el9.x86_64", "5.14.0-570.12.1.el9_6.x86_64");
        assertOutside(
                "5.14.0-427..5.14.0", "5.14.0-362.24.1.el9_3.x86_64", "5.14.21-150400.24-default", "5.15.0-1-amd64");
        assertInside("6.1.0-9..6.1.0-10", "6.1.0-9-amd64", "6.1.0-10-cloud-amd64");
        assertOutside("6.1.0-9..6.1.0-10", "6.1.0-8-amd64", "6.1.0-11-amd64", "6.1.0");
    }

    @Test
    public void an_end_may_be_missing() {
        assertInside("..4.18", "4.18.0-553.el8.x86_64", "2.6.32-754.el6.x86_64");
        assertOutside("..4.18", "4.19.0-27-amd64");
        assertInside("6.5..", "6.5.0-9-generic", "7.1.3-arch1-1");
        assertOutside("6.5..", "6.4.12-200.fc38.x86_64");
    }

    @Test
    public void one_alone_is_what_begins_like_it() {
        assertInside("6.5", "6.5.0-9-generic", "6.5.12");
        assertOutside("6.5", "6.50.1", "6.4.9");
        assertInside("6.1.0-50", "6.1.0-50-amd64");
        assertOutside("6.1.0-50", "6.1.0-51-amd64");
    }

    @Test
    public void what_is_none_is_told_with_what_is_accepted() {
        for (String text : List.of("", "..", "6.x", "6.1...6.2", "6.1.0-amd64", "1.2.3.4.5.6.7.8.9", "..99999999999")) {
            assertThatThrownBy(() -> ReleaseRange.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("\"" + text + "\" is no range of kernels; accepted are ranges like ");
        }
    }

    private static void assertInside(String range, String... releases) {
        assertThat(releases).allMatch(release -> ReleaseRange.parse(range).contains(new KernelRelease(release)));
    }

    private static void assertOutside(String range, String... releases) {
        assertThat(releases).noneMatch(release -> ReleaseRange.parse(range).contains(new KernelRelease(release)));
    }
}
