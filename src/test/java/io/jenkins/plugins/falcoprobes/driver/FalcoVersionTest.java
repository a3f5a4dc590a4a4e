package io.jenkins.plugins.falcoprobes.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.Test;

public class FalcoVersionTest {
    @Test
    public void versions_are_ordered_as_numbers_and_dev_is_the_newest() {
        List<FalcoVersion> ordered = List.of(
                new FalcoVersion("0.9.0"),
                new FalcoVersion("0.11.1"),
                new FalcoVersion("0.36.0-rc1"),
                new FalcoVersion("0.36.0"),
                new FalcoVersion("0.36.1"),
                new FalcoVersion("0.100.0"),
                new FalcoVersion("dev"));
        assertThat(ordered.stream().sorted().toList()).isEqualTo(ordered);
    }

    @Test
    public void hashes_are_in_the_names_up_to_0_22() {
        assertThat(new FalcoVersion("0.11.1").defaultNaming()).isEqualTo(Naming.HASH);
        assertThat(new FalcoVersion("0.22.1").defaultNaming()).isEqualTo(Naming.HASH);
        assertThat(new FalcoVersion("0.23.0").defaultNaming()).isEqualTo(Naming.TARGET);
        assertThat(new FalcoVersion("0.23.0-rc1").defaultNaming()).isEqualTo(Naming.TARGET);
        assertThat(new FalcoVersion("dev").defaultNaming()).isEqualTo(Naming.TARGET);
    }

    @Test
    public void the_module_is_falco_probe_up_to_0_22() {
        assertThat(new FalcoVersion("0.22.1").moduleName()).isEqualTo("falco-probe");
        assertThat(new FalcoVersion("0.23.0").moduleName()).isEqualTo("falco");
        assertThat(new FalcoVersion("dev").moduleName()).isEqualTo("falco");
    }

    @Test
    public void anything_else_is_refused_with_what_is_accepted() {
        for (String text : List.of("", "latest", "0.40", "v0.40.0", "0.40.0; rm", "../0.40.0")) {
            assertThatThrownBy(() -> new FalcoVersion(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("accepted are versions like 0.40.0, and dev");
        }
    }
}
