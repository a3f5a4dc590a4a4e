package io.jenkins.plugins.falcoprobes.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.Test;

/** The kernels are Debian's of November 2026, with the C library that their kbuild package depends on. */
public class ToolchainsTest {

    @Test
    public void each_of_debians_kernels_gets_the_compiler_that_made_it() {
        // 5.10.0-46-amd64 and 6.1.0-0.deb11.52-amd64
        assertThat(chosen("gcc-10 (Debian 10.2.1-6) 10.2.1 20210110", "2.14")).isEqualTo("gcc-10 of bullseye");
        // 6.1.0-56-amd64
        assertThat(chosen("gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0", "2.34")).isEqualTo("gcc-12 of bookworm");
        // 6.12.117+deb12-amd64
        assertThat(chosen("gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0", "2.34")).isEqualTo("gcc-12 of bookworm");
        // 6.12.117+deb13-amd64
        assertThat(chosen("x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0", "2.38"))
                .isEqualTo("gcc-14 of trixie");
        // 7.2.12+deb13-amd64
        assertThat(chosen("x86_64-linux-gnu-gcc-14 (Debian 14.2.0-19) 14.2.0", "2.38"))
                .isEqualTo("gcc-14 of trixie");
        // 7.2.13+deb14-amd64
        assertThat(chosen("x86_64-linux-gnu-gcc-16 (Debian 16.1.0-5) 16.1.0", "2.38"))
                .isEqualTo("gcc-16 of sid");
    }

    @Test
    public void a_compiler_that_no_image_has_is_replaced_by_the_nearest_newer_one() {
        assertThat(chosen("gcc (SUSE Linux) 7.5.0", "2.14")).isEqualTo("gcc-9 of bullseye");
        assertThat(Toolchains.choose(CompilerVersion.gcc(8), Optional.empty()))
                .hasToString("Optional[gcc-9 of bullseye]");
    }

    @Test
    public void a_kernel_of_the_time_of_gcc_4_is_built_with_nothing_newer() {
        CompilerVersion el7 = CompilerVersion.fromText("gcc version 4.8.5 20150623 (Red Hat 4.8.5-4) (GCC)")
                .orElseThrow();
        assertThat(Toolchains.candidates(el7, Optional.of("2.17"))).isEmpty();
    }

    @Test
    public void a_minor_version_does_not_make_a_modern_compiler_too_old() {
        assertThat(Toolchains.choose(new CompilerVersion(Family.GCC, 12, 2), Optional.empty()))
                .hasToString("Optional[gcc-12 of bookworm]");
    }

    @Test
    public void gcc_15_is_that_of_sid() {
        assertThat(chosen("gcc-15 (Debian 15.2.0-1) 15.2.0", "2.38")).isEqualTo("gcc-15 of sid");
    }

    @Test
    public void build_programs_never_meet_an_older_libc() {
        // Made with gcc 12, but its programs need trixie's C library, where gcc 12 is, too.
        assertThat(Toolchains.candidates(CompilerVersion.gcc(12), Optional.of("2.38")))
                .extracting(Choice::toString)
                .containsExactly(
                        "gcc-12 of trixie", "gcc-13 of trixie", "gcc-14 of trixie", "gcc-15 of sid", "gcc-16 of sid");
        assertThat(Toolchains.candidates(CompilerVersion.gcc(12), Optional.of("2.9")))
                .hasSize(9);
        assertThat(Toolchains.candidates(CompilerVersion.gcc(12), Optional.of("2.99")))
                .isEmpty();
    }

    @Test
    public void the_next_tries_are_ever_newer_compilers_and_at_last_older_ones() {
        assertThat(Toolchains.candidates(CompilerVersion.gcc(12), Optional.of("2.34")))
                .extracting(Choice::toString)
                .containsExactly(
                        "gcc-12 of bookworm",
                        "gcc-12 of trixie",
                        "gcc-13 of trixie",
                        "gcc-14 of trixie",
                        "gcc-15 of sid",
                        "gcc-16 of sid",
                        "gcc-11 of bookworm");
        assertThat(Toolchains.choose(CompilerVersion.gcc(17), Optional.of("2.38")))
                .hasToString("Optional[gcc-16 of sid]");
    }

    @Test
    public void a_kernel_made_with_clang_gets_clang() {
        assertThat(chosen("Debian clang version 14.0.6", "2.34")).isEqualTo("clang-14 of bookworm");
        assertThat(chosen("clang version 17.0.6", "2.34")).isEqualTo("clang-19 of trixie");
    }

    @Test
    public void the_table_lists_what_the_dockerfiles_install() throws IOException {
        for (Toolchain toolchain : Toolchains.all()) {
            String dockerfile = Files.readString(Path.of("docker", toolchain.id() + ".Dockerfile"));
            assertThat(dockerfile).contains(" clang-" + toolchain.clang() + " ", " llvm-" + toolchain.clang() + " ");
            assertThat(dockerfile.split("gcc-\\d", -1))
                    .hasSize(toolchain.compilers().size() + 1);
            for (CompilerVersion compiler : toolchain.compilers()) {
                assertThat(dockerfile).contains(" gcc-" + compiler.major());
            }
        }
    }

    @Test
    public void a_kernel_for_another_machine_has_the_same_compilers_in_an_image_of_its_own() {
        Choice choice = Toolchains.choose(
                        CompilerVersion.gcc(12), Optional.of("2.34"), Optional.of(Architecture.AARCH64))
                .orElseThrow();
        assertThat(choice).hasToString("gcc-12 of bookworm-aarch64");
        assertThat(Toolchains.named("bookworm-aarch64")).contains(choice.toolchain());
        assertThat(Toolchains.place(choice.toolchain()))
                .isGreaterThan(Toolchains.place(Toolchains.named("sid").orElseThrow()));
        assertThat(Toolchains.choose(CompilerVersion.gcc(12), Optional.empty(), Optional.of(Architecture.X86_64)))
                .isEmpty();
    }

    @Test
    public void a_toolchain_is_found_by_its_id() {
        assertThat(Toolchains.named("trixie").orElseThrow().libc()).isEqualTo("2.41");
        assertThat(Toolchains.named("buster")).isEmpty();
        assertThat(Toolchains.named("trixie-aarch64").orElseThrow().target()).contains(Architecture.AARCH64);
        assertThat(Toolchains.named("trixie-x86_64")).isEmpty();
    }

    private static String chosen(String compilerText, String libc) {
        return Toolchains.choose(CompilerVersion.fromText(compilerText).orElseThrow(), Optional.of(libc))
                .orElseThrow()
                .toString();
    }
}
