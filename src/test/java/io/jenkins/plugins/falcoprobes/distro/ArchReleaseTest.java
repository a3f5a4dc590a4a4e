package io.jenkins.plugins.falcoprobes.distro;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

/** Releases as users have shown them in bug reports, with the packages that they were of. */
public class ArchReleaseTest {
    private static void assertRelease(String name, String version, String release) {
        assertThat(ArchRelease.of(name, version)).contains(release);
    }

    @Test
    public void the_plain_kernel_has_an_ending_up_to_5_3_7() {
        assertRelease("linux-headers", "4.18.16.arch1-1", "4.18.16-arch1-1-ARCH");
        assertRelease("linux-headers", "5.1.4.arch1-1", "5.1.4-arch1-1-ARCH");
        assertRelease("linux-headers", "5.3.7.arch1-2", "5.3.7-arch1-2-ARCH");
        assertRelease("linux-headers", "5.3.8.1-1", "5.3.8-arch1-1");
        assertRelease("linux-headers", "5.3.13.1-1", "5.3.13-arch1-1");
        assertRelease("linux-headers", "5.4.6.arch3-1", "5.4.6-arch3-1");
        assertRelease("linux-headers", "6.9.7.arch1-1", "6.9.7-arch1-1");
    }

    @Test
    public void the_last_number_is_never_left_out() {
        assertRelease("linux-headers", "6.12.arch1-1", "6.12.0-arch1-1");
        assertRelease("linux-zen-headers", "6.12.zen1-2", "6.12.0-zen1-2-zen");
        assertRelease("linux-headers", "4.15-1", "4.15.0-1-ARCH");
    }

    @Test
    public void other_flavours_end_with_their_names() {
        assertRelease("linux-lts-headers", "3.10.32-1", "3.10.32-1-lts");
        assertRelease("linux-lts-headers", "6.6.34-1", "6.6.34-1-lts");
        assertRelease("linux-zen-headers", "5.0.13.zen1-1", "5.0.13-zen1-1-zen");
        assertRelease("linux-zen-headers", "6.1.7.zen1-1", "6.1.7-zen1-1-zen");
        assertRelease("linux-hardened-headers", "5.1.15.a-1", "5.1.15.a-1-hardened");
        assertRelease("linux-hardened-headers", "5.8.16.a-1", "5.8.16.a-1-hardened");
        assertRelease("linux-hardened-headers", "5.3.7.b-3", "5.3.7.b-3-hardened");
        assertRelease("linux-hardened-headers", "6.1.28.hardened1-1", "6.1.28-hardened1-1-hardened");
    }

    @Test
    public void arm_has_endings_of_its_own() {
        assertRelease("linux-aarch64-headers", "5.11.0-1", "5.11.0-1-ARCH");
        assertRelease("linux-aarch64-headers", "6.2.10-1", "6.2.10-1-aarch64-ARCH");
        assertRelease("linux-aarch64-headers", "7.2.8-1", "7.2.8-1-aarch64-ARCH");
    }

    @Test
    public void what_is_no_version_of_a_kernel_has_no_release() {
        assertThat(ArchRelease.of("linux-headers", "1:6.9-1")).isEmpty();
        assertThat(ArchRelease.of("linux-headers", "../6.9-1")).isEmpty();
        assertThat(ArchRelease.of("linux-headers", "6.9.7.arch1")).isEmpty();
    }
}
