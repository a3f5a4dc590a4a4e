package io.jenkins.plugins.falcoprobes.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.Test;

public class FalcoReleasesTest {
    @Test
    public void the_table_is_in_order_and_holds_a_driver_for_each_release() {
        assertThat(FalcoReleases.all()).hasSize(65);
        assertThat(FalcoReleases.all().stream().map(FalcoRelease::falco).toList())
                .isSorted()
                .doesNotHaveDuplicates();
        for (FalcoRelease release : FalcoReleases.all()) {
            String expected = release.falco().isAtLeast("0.32.1")
                    ? "\\d+\\.\\d+\\.\\d+\\+driver"
                    : release.falco().isAtLeast("0.22.0") ? "[0-9a-f]{40}" : "0\\.[12]\\d\\.\\d";
            assertThat(release.driver().value()).as(release.toString()).matches(expected);
            assertThat(release.api().isPresent())
                    .isEqualTo(release.falco().isAtLeast("0.31.1"))
                    .isEqualTo(release.schema().isPresent());
        }
    }

    @Test
    public void drivers_are_those_that_the_loaders_were_seen_to_ask_for() {
        assertThat(driver("0.17.1")).isEqualTo("0.17.1"); // falcosecurity/falco#1065
        assertThat(driver("0.23.0")).isEqualTo("96bd9bc560f67742738eb7255aeb4d03046b8045"); // falcosecurity/falco#1390
        assertThat(driver("0.29.1"))
                .isEqualTo("17f5df52a7d9ed6bb12d3b1768460def8439936d"); // falcosecurity/test-infra#652
        assertThat(driver("0.30.0"))
                .isEqualTo("3aa7a83bf7b9e6229a3824e3fd1f4452d1e95cb4"); // falcosecurity/test-infra#576
        assertThat(driver("0.35.1")).isEqualTo("5.0.1+driver"); // falcosecurity/falco#2853
        assertThat(driver("0.36.2-rc1")).isEqualTo("6.0.1+driver");
        assertThat(driver("0.41.1")).isEqualTo("8.1.0+driver");
    }

    @Test
    public void releases_that_came_later_are_not_known() {
        assertThat(FalcoReleases.find(new FalcoVersion("0.99.0"))).isEmpty();
        assertThat(FalcoReleases.find(new FalcoVersion("dev"))).isEmpty();
    }

    @Test
    public void the_first_release_with_a_driver_is_found() {
        assertThat(FalcoReleases.firstWith(new DriverVersion("2aa88dcf6243982697811df4c1b484bcbe9488a2")))
                .map(FalcoRelease::falco)
                .contains(new FalcoVersion("0.26.0"));
    }

    @Test
    public void packed_versions_are_unpacked() {
        // The two words of probe.o built from driver 8.0.0: API 8.0.3, schema 3.5.0.
        assertThat(ApiVersion.unpack(0x0000_8000_0000_0003L)).isEqualTo(new ApiVersion(8, 0, 3));
        assertThat(ApiVersion.unpack(0x0000_3000_0500_0000L)).isEqualTo(new ApiVersion(3, 5, 0));
        assertThat(ApiVersion.parse("3.5")).isEqualTo(Optional.empty());
    }

    private static String driver(String falco) {
        return FalcoReleases.find(new FalcoVersion(falco))
                .orElseThrow()
                .driver()
                .value();
    }
}
