package io.jenkins.plugins.falcoprobes.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.Test;

public class KernelConfigTest {
    private static KernelConfig config(String text) {
        return new KernelConfig(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    public void the_compiler_is_the_one_that_the_text_names() {
        assertThat(config(
                                "CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0\"\nCONFIG_GCC_VERSION=120200\n")
                        .compiler())
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 12, 2));
    }

    @Test
    public void compilers_are_read_from_the_words_of_every_distribution() {
        assertThat(CompilerVersion.fromText("gcc version 4.8.5 20150623 (Red Hat 4.8.5-4) (GCC) "))
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 4, 8));
        assertThat(CompilerVersion.fromText("x86_64-linux-gnu-gcc-11 (Ubuntu 11.4.0-1ubuntu1~22.04) 11.4.0"))
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 11, 4));
        assertThat(CompilerVersion.fromText("gcc (GCC) 11.3.1 20220421 (Red Hat 11.3.1-2)"))
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 11, 3));
        assertThat(CompilerVersion.fromText("gcc version 4.9.3 20150311 (prerelease) (crosstool-NG 1.20.0) "))
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 4, 9));
        assertThat(CompilerVersion.fromText("x86_64-linux-gcc.br_real (Buildroot 2021.02.12) 10.3.0"))
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 10, 3));
        assertThat(CompilerVersion.fromText("clang version 10.0.0-2, LLD 10.0.0"))
                .contains(new CompilerVersion(CompilerVersion.Family.CLANG, 10, 0));
        assertThat(CompilerVersion.fromText("something else 1.2")).isEmpty();
    }

    @Test
    public void the_number_serves_where_there_is_no_text() {
        assertThat(config("CONFIG_GCC_VERSION=100201\n").compiler())
                .contains(new CompilerVersion(CompilerVersion.Family.GCC, 10, 2));
    }

    @Test
    public void a_kernel_built_by_clang_says_so() {
        assertThat(config("CONFIG_CC_VERSION_TEXT=\"Debian clang version 14.0.6\"\nCONFIG_GCC_VERSION=0\n")
                        .compiler())
                .contains(new CompilerVersion(CompilerVersion.Family.CLANG, 14, 0));
    }

    @Test
    public void values_lose_their_quotes_and_comments_set_nothing() {
        KernelConfig config = config("# CONFIG_A is not set\nCONFIG_B=\"x\"\nCONFIG_C=y\n");
        assertThat(config.value("CONFIG_A")).isEmpty();
        assertThat(config.value("CONFIG_B")).contains("x");
        assertThat(config.value("CONFIG_C")).contains("y");
    }

    @Test
    public void what_the_compiler_is_given_of_a_configuration_says_the_same() {
        // Lines of Debian's 6.1.0-56-amd64 and of a 2.6.32.
        KernelConfig config = KernelConfig.ofHeader(
                """
                /*
                 *
                 * Automatically generated file; DO NOT EDIT.
                 * Linux/x86 6.1.176 Kernel Configuration
                 *
                 */
                #define AUTOCONF_INCLUDED
                #define CONFIG_CC_VERSION_TEXT "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0"
                #define CONFIG_GCC_VERSION 120200
                #define CONFIG_CLANG_VERSION 0
                #define CONFIG_MODVERSIONS 1
                #define CONFIG_BTRFS_FS_MODULE 1
                #define CONFIG_LOCALVERSION ""
                #define CONFIG_PHYSICAL_START 0x1000000
                #define __enabled_CONFIG_SMP 1
                """
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(config.compiler()).contains(new CompilerVersion(CompilerVersion.Family.GCC, 12, 2));
        assertThat(new String(config.text(), StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        CONFIG_CC_VERSION_TEXT="gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0"
                        CONFIG_GCC_VERSION=120200
                        CONFIG_CLANG_VERSION=0
                        CONFIG_MODVERSIONS=y
                        CONFIG_BTRFS_FS=m
                        CONFIG_LOCALVERSION=""
                        CONFIG_PHYSICAL_START=0x1000000
                        """);
    }

    @Test
    public void the_hash_is_the_md5_of_the_bytes() {
        assertThat(config("").md5()).isEqualTo("d41d8cd98f00b204e9800998ecf8427e");
    }

    /**
     * What {@code make olddefconfig} makes of the configuration in minikube 1.1.0 and of Linux 4.15; a Minikube of that time asked
     * for the second name (falco#1009: {@code falco-probe-0.17.1-x86_64-4.15.0-fd2ad9abe1fbd214ccda2a8c7e1b89e3.ko}).
     */
    @Test
    public void a_whole_configuration_has_two_titles_by_what_make_was_told() throws Exception {
        byte[] text;
        try (InputStream in = new GZIPInputStream(getClass().getResourceAsStream("minikube-1.1.0-config.gz"))) {
            text = in.readAllBytes();
        }
        KernelConfig made = new KernelConfig(text);
        assertThat(made.titled())
                .extracting(KernelConfig::md5)
                .containsExactly("aaa9f91c189026f9795fab4e3b8df3ab", "fd2ad9abe1fbd214ccda2a8c7e1b89e3");
        assertThat(made.titled().get(1).titled().get(1).md5()).isEqualTo(made.md5());
        assertThat(config("# Linux/arm64 6.1.1 Kernel Configuration\nCONFIG_SMP=y\n")
                        .titled())
                .hasSize(1);
        assertThat(config("CONFIG_SMP=y\n# Linux/x86 6.1.1\n").titled()).hasSize(1);
    }
}
