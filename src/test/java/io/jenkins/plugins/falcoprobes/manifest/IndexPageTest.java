package io.jenkins.plugins.falcoprobes.manifest;

import static io.jenkins.plugins.falcoprobes.manifest.Entries.BUILT;
import static io.jenkins.plugins.falcoprobes.manifest.Entries.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import java.io.IOException;
import java.util.List;
import org.junit.Test;

public class IndexPageTest {
    private static String page(ManifestEntry... entries) throws IOException {
        return new String(IndexPage.bytes(Manifest.EMPTY.after(ManifestChange.adding(List.of(entries)))), UTF_8);
    }

    @Test
    public void a_plus_in_a_path_is_escaped_in_its_link_as_s3_wants_it_and_a_tilde_is_not() throws IOException {
        String page = page(entry("8.0.0+driver", "6.12.1+deb13~x-amd64", ProbeKind.KMOD));

        assertThat(page)
                .contains("href=\"./8.0.0%2Bdriver/x86_64/falco_debian_6.12.1%2Bdeb13~x-amd64_1.ko\"")
                .contains("falco_debian_6.12.1+deb13~x-amd64_1.ko<code>");
    }

    @Test
    public void it_has_checksum_size_aliases_and_provenance_and_nothing_from_elsewhere() throws IOException {
        ManifestEntry probe =
                entry("8.0.0+driver", "6.1.0-56-amd64", ProbeKind.EBPF, BUILT, List.of("other/falco_x_6.1_1.o"));
        String page = page(probe);

        assertThat(page)
                .contains(probe.sha256(), "1.1 MB", "href=\"./other/falco_x_6.1_1.o\"", "./provenance/a.intoto.jsonl")
                .contains("default-src &#39;none&#39;".replace("&#39;", "'"))
                .doesNotContain("src=", "http-equiv=\"refresh\"", "<link");
    }

    @Test
    public void kernels_stand_newest_first_and_a_kernel_s_drivers_too() throws IOException {
        String page = page(
                entry("8.0.0+driver", "6.1.0-9-amd64", ProbeKind.KMOD),
                entry("10.2.0+driver", "6.1.0-9-amd64", ProbeKind.KMOD),
                entry("8.0.0+driver", "6.1.0-10-amd64", ProbeKind.KMOD),
                entry("8.0.0+driver", "5.10.0-46-amd64", ProbeKind.KMOD));

        assertThat(page)
                .containsSubsequence(
                        ">6.1</th>",
                        "<th scope=\"row\">6.1.0-10-amd64</th><td>8.0.0+driver",
                        "<th scope=\"row\">6.1.0-9-amd64</th><td>10.2.0+driver",
                        "<th scope=\"row\">6.1.0-9-amd64</th><td>8.0.0+driver",
                        ">5.10</th>",
                        "<th scope=\"row\">5.10.0-46-amd64</th>");
    }

    @Test
    public void nothing_that_an_index_says_becomes_markup() throws IOException {
        ManifestEntry probe = entry("<script>alert(1)</script>", "6.1.0-9-amd64", ProbeKind.KMOD);

        assertThat(page(probe)).doesNotContain("<script>alert").contains("&lt;script&gt;alert");
    }
}
