package io.jenkins.plugins.falcoprobes.jenkins.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class ArtifactPathTest {
    @Test
    public void probes_paths_are_taken() throws IOException {
        for (String path : List.of(
                "SHA256SUMS",
                "8.0.0+driver/x86_64/falco_debian_6.1.0-50-amd64_1.ko",
                "stable/sysdig-probe-binaries/falco-probe-0.22.1-x86_64-4.19.0-27-amd64-0123456789abcdef0123456789abcdef.o",
                "a/..b/c..",
                "7.3.0+driver/x86_64/falco_debian_6.1.76-1~bpo11+1_1.o",
                "8.0.0+driver/x86_64/falco_debian_7.3-rc4 deb14-amd64_1.ko")) {
            assertThat(ArtifactPath.check(path)).isEqualTo(path);
        }
    }

    @Test
    public void nothing_outside_the_folder_is_taken() {
        for (String path : List.of(
                "",
                "/etc/passwd",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "a/./b",
                "a//b",
                "a/",
                "a\\b",
                "C:a",
                "a\nb",
                " a",
                "a/ b",
                "a\tb",
                "\u202ea",
                "${a}",
                "x".repeat(256),
                "a/".repeat(20) + "b")) {
            assertThatThrownBy(() -> ArtifactPath.check(path))
                    .as(path)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is not published")
                    .hasMessageNotContainingAny("\n", "\u202e");
        }
    }
}
