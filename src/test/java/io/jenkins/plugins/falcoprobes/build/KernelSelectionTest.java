package io.jenkins.plugins.falcoprobes.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;

public class KernelSelectionTest {
    private static final List<Kernel> KERNELS = Stream.of(
                    "5.10.0-30-amd64",
                    "5.10.0-32-amd64",
                    "6.1.0-9-amd64",
                    "6.1.0-10-amd64",
                    "6.1.0-10-cloud-amd64",
                    "6.1.0-10-rt-amd64",
                    "6.1.0-0.deb11.52-amd64",
                    "6.12.115+deb13-amd64",
                    "6.12.115+deb13.1-amd64",
                    "6.12.95+deb12-amd64")
            .map(Kernels::debian)
            .toList();

    @Test
    public void a_match_anywhere_in_the_release_counts() {
        assertThat(select("^6\\.1\\..*[0-9]-amd64$", OptionalInt.empty()))
                .containsExactly("6.1.0-9-amd64", "6.1.0-10-amd64", "6.1.0-0.deb11.52-amd64");
        assertThat(select("cloud", OptionalInt.empty())).containsExactly("6.1.0-10-cloud-amd64");
    }

    @Test
    public void the_newest_of_each_series_and_flavour_are_kept() {
        assertThat(select("", OptionalInt.of(1)))
                .containsExactly(
                        "5.10.0-32-amd64",
                        "6.1.0-10-amd64",
                        "6.1.0-10-cloud-amd64",
                        "6.1.0-10-rt-amd64",
                        "6.12.115+deb13.1-amd64");
    }

    @Test
    public void the_newest_are_counted_after_the_pattern() {
        assertThat(select("^6\\.1\\..*[0-9]-amd64$", OptionalInt.of(2)))
                .containsExactly("6.1.0-9-amd64", "6.1.0-10-amd64");
    }

    private static List<String> select(String pattern, OptionalInt latest) {
        return KernelSelection.select(KERNELS, Pattern.compile(pattern), latest).stream()
                .map(kernel -> kernel.release().value())
                .toList();
    }
}
