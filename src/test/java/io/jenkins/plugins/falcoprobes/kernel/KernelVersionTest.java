package io.jenkins.plugins.falcoprobes.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.Test;

public class KernelVersionTest {
    @Test
    public void versions_compare_as_numbers() {
        assertThat(KernelVersion.of("4.9")).isLessThan(KernelVersion.of("4.14"));
        assertThat(KernelVersion.of("5.0").isAtLeast(KernelVersion.of("4.14"))).isTrue();
        assertThat(KernelVersion.of("6.1.0-9-amd64")).isEqualTo(new KernelVersion(6, 1, 0));
        assertThat(KernelVersion.of("6.12.107+deb13-amd64").series()).isEqualTo("6.12");
    }

    @Test
    public void a_release_from_a_repository_cannot_leave_its_folder_or_reach_a_shell() {
        for (String bad :
                new String[] {"../6.1", "6.1/../..", "6.1;id", "6.1 x", "", "amd64", "6.1\n", "-6.1", "6.1$(id)"}) {
            assertThatThrownBy(() -> new KernelRelease(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new KernelRelease("6.12.95+deb12-cloud-amd64").value()).isEqualTo("6.12.95+deb12-cloud-amd64");
    }
}
