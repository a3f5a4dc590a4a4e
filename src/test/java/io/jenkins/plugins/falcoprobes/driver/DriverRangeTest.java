package io.jenkins.plugins.falcoprobes.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Predicate;
import org.junit.Test;

public class DriverRangeTest {
    private static final String FALCO_0_23 = "96bd9bc560f67742738eb7255aeb4d03046b8045";

    @Test
    public void both_ends_are_inside_and_may_be_missing() {
        assertThat(List.of("2.0.0+driver", "4.0.0+driver", "5.0.1+driver")).allMatch(in("2.0.0..5.0.1"));
        assertThat(List.of("5.1.0+driver", FALCO_0_23, "0.11.1")).noneMatch(in("2.0.0..5.0.1"));
        assertThat(List.of("7.0.0+driver", FALCO_0_23, "0.11.1")).allMatch(in("..7.0.0+driver"));
        assertThat(List.of("8.0.0+driver", "10.2.0+driver")).allMatch(in("7.1.0.."));
        assertThat(List.of("8.0.0+driver")).allMatch(in("8.0.0"));
        assertThat(List.of("8.1.0+driver")).noneMatch(in("8.0.0"));
    }

    @Test
    public void a_commit_goes_by_the_first_falco_that_had_it_and_an_unknown_one_is_outside() {
        assertThat(List.of(FALCO_0_23)).allMatch(in("0.23.0..0.32.0"));
        assertThat(List.of(FALCO_0_23)).noneMatch(in("0.24.0..0.32.0"));
        assertThat(List.of("0123456789012345678901234567890123456789")).noneMatch(in("0.1.0.."));
    }

    @Test
    public void what_is_none_is_told_with_what_is_accepted() {
        for (String text : List.of("", "..", "8", "8.0", "8.0.0-", "master")) {
            assertThatThrownBy(() -> DriverRange.parse(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("\"" + text + "\" is no range of drivers; accepted are ranges like ");
        }
    }

    private static Predicate<String> in(String range) {
        return version -> DriverRange.parse(range).contains(new DriverVersion(version));
    }
}
