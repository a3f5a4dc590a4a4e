package io.jenkins.plugins.falcoprobes.toolchain;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion.Family;
import io.jenkins.plugins.falcoprobes.kernel.KernelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
        assertThat(candidates(new CompilerVersion(Family.GCC, 4, 9), "2.17")).startsWith("gcc-5 of bionic");
        assertThat(candidates(CompilerVersion.gcc(17), "2.38")).startsWith("gcc-16 of sid");
    }

    @Test
    public void kernels_of_old_get_the_compilers_of_their_time() {
        // CentOS 6: 2.6.32-754.35.1.el6; CentOS 7: 3.10.0-1160.119.1.el7; Amazon Linux 2; RHEL 8
        assertThat(chosen("gcc version 4.4.7 20120313 (Red Hat 4.4.7-23) (GCC)", "2.12"))
                .isEqualTo("gcc-4.4 of trusty");
        assertThat(chosen("gcc version 4.8.5 20150623 (Red Hat 4.8.5-44) (GCC)", "2.17"))
                .isEqualTo("gcc-4.8 of trusty");
        assertThat(chosen("gcc version 7.3.1 20180712 (Red Hat 7.3.1-17) (GCC)", "2.26"))
                .isEqualTo("gcc-7 of bionic");
        assertThat(chosen("gcc (GCC) 8.5.0 20210514 (Red Hat 8.5.0-22)", "2.28"))
                .isEqualTo("gcc-8 of buster");
    }

    @Test
    public void a_kernel_made_with_gcc_4_may_get_a_newer_one_where_none_of_that_time_can_be_had() {
        assertThat(candidates(new CompilerVersion(Family.GCC, 4, 4), "2.12"))
                .containsExactly(
                        "gcc-4.4 of trusty",
                        "gcc-5 of bionic",
                        "gcc-7 of buster",
                        "gcc-9 of bullseye",
                        "gcc-11 of bookworm",
                        "gcc-12 of trixie",
                        "gcc-15 of sid");
    }

    @Test
    public void an_ebpf_probe_has_clang_from_another_image_where_the_modules_has_none() {
        CompilerVersion uek5 = new CompilerVersion(Family.GCC, 4, 8);
        assertThat(Toolchains.candidates(uek5, Optional.of("2.17"), Optional.empty(), false)
                        .get(0))
                .hasToString("gcc-4.8 of trusty");
        assertThat(Toolchains.candidates(uek5, Optional.of("2.17"), Optional.empty(), true)
                        .get(0))
                .hasToString("gcc-5 of bionic");
    }

    @Test
    public void a_minor_version_does_not_make_a_modern_compiler_too_old() {
        assertThat(candidates(new CompilerVersion(Family.GCC, 12, 2), "2.34")).startsWith("gcc-12 of bookworm");
    }

    @Test
    public void gcc_15_is_that_of_sid() {
        assertThat(chosen("gcc-15 (Debian 15.2.0-1) 15.2.0", "2.38")).isEqualTo("gcc-15 of sid");
    }

    @Test
    public void build_programs_never_meet_an_older_libc() {
        // Made with gcc 12, but its programs need trixie's C library, where gcc 12 is, too.
        assertThat(candidates(CompilerVersion.gcc(12), "2.38")).containsExactly("gcc-12 of trixie", "gcc-15 of sid");
        assertThat(candidates(CompilerVersion.gcc(12), "2.9"))
                .hasSize(Toolchains.all().size());
        assertThat(candidates(CompilerVersion.gcc(12), "2.99")).isEmpty();
        assertThat(Toolchains.whyNone(CompilerVersion.gcc(12), Optional.of("2.99")))
                .isEqualTo("no builder image has gcc 12 or newer with libc 2.99 or newer");
    }

    @Test
    public void the_next_tries_are_other_images_with_ever_newer_compilers_and_at_last_older_ones() {
        assertThat(candidates(CompilerVersion.gcc(10), "2.31"))
                .containsExactly("gcc-10 of bullseye", "gcc-11 of bookworm", "gcc-12 of trixie", "gcc-15 of sid");
        assertThat(candidates(CompilerVersion.gcc(13), "2.31"))
                .containsExactly("gcc-13 of trixie", "gcc-15 of sid", "gcc-12 of bookworm", "gcc-10 of bullseye");
    }

    @Test
    public void a_kernel_made_with_clang_gets_clang() {
        assertThat(chosen("Debian clang version 14.0.6", "2.34")).isEqualTo("clang-14 of bookworm");
        assertThat(chosen("clang version 17.0.6", "2.34")).isEqualTo("clang-19 of trixie");
        assertThat(chosen("clang version 8.0.1", "2.17")).isEqualTo("clang-10 of bionic");
        assertThat(candidates(new CompilerVersion(Family.CLANG, 7, 0), "2.17"))
                .startsWith("clang-7 of buster", "clang-10 of bionic", "clang-11 of bullseye");
    }

    @Test
    public void a_kernel_of_which_nothing_tells_the_compiler_gets_that_of_its_time() {
        assertThat(CompilerTable.of(KernelVersion.of("2.6.32-754.el6"))).hasToString("gcc 4.8");
        assertThat(CompilerTable.of(KernelVersion.of("3.16.0-11-amd64"))).hasToString("gcc 4.9");
        assertThat(CompilerTable.of(KernelVersion.of("4.14.62"))).hasToString("gcc 8");
        assertThat(CompilerTable.of(KernelVersion.of("5.14.21"))).hasToString("gcc 11");
        assertThat(CompilerTable.of(KernelVersion.of("7.2.0"))).hasToString("gcc 14");
    }

    @Test
    public void the_table_lists_what_the_dockerfiles_install() throws IOException {
        for (Toolchain toolchain : Toolchains.all()) {
            String dockerfile = Files.readString(Path.of("docker", toolchain.id() + ".Dockerfile"));
            String installed = dockerfile
                    .lines()
                    .filter(line -> line.startsWith("RUN sh /usr/local/sbin/install-tools "))
                    .findFirst()
                    .orElseThrow();
            List<String> wanted = new ArrayList<>();
            toolchain.clang().ifPresent(clang -> Stream.of("clang", "lld", "llvm")
                    .forEach(tool -> wanted.add(tool + "-" + clang.major())));
            toolchain.gcc().forEach(gcc -> wanted.add(new Choice(toolchain, gcc).command()));
            assertThat(Arrays.stream(installed.split(" ", -1)).filter(word -> word.matches("(gcc|clang|lld|llvm)-.*")))
                    .as(toolchain.id())
                    .containsExactlyElementsOf(wanted);
        }
    }

    @Test
    public void an_image_whose_suite_is_archived_does_not_start_from_a_base_that_mirrors_have() throws IOException {
        for (Toolchain toolchain : Toolchains.all()) {
            String dockerfile = Files.readString(Path.of("docker", toolchain.id() + ".Dockerfile"));
            assertThat(dockerfile.contains("ARG BASE=debian:" + toolchain.id() + "-slim\n"))
                    .as(toolchain.id())
                    .isNotEqualTo(toolchain.archived());
        }
    }

    @Test
    public void a_kernel_for_another_machine_has_the_same_compilers_in_an_image_of_its_own() {
        Choice choice = Toolchains.candidates(
                        CompilerVersion.gcc(12), Optional.of("2.34"), Optional.of(Architecture.AARCH64), false)
                .get(0);
        assertThat(choice).hasToString("gcc-12 of bookworm-aarch64");
        assertThat(Toolchains.named("bookworm-aarch64")).contains(choice.toolchain());
        assertThat(Toolchains.place(choice.toolchain()))
                .isGreaterThan(Toolchains.place(Toolchains.named("sid").orElseThrow()));
        assertThat(Toolchains.candidates(
                        CompilerVersion.gcc(12), Optional.empty(), Optional.of(Architecture.X86_64), false))
                .isEmpty();
    }

    @Test
    public void a_toolchain_is_found_by_its_id() {
        assertThat(Toolchains.named("trixie").orElseThrow().libc()).isEqualTo("2.41");
        assertThat(Toolchains.named("wheezy")).isEmpty();
        assertThat(Toolchains.named("trixie-aarch64").orElseThrow().target()).contains(Architecture.AARCH64);
        assertThat(Toolchains.named("trixie-x86_64")).isEmpty();
    }

    private static String chosen(String compilerText, String libc) {
        return candidates(CompilerVersion.fromText(compilerText).orElseThrow(), libc)
                .get(0);
    }

    private static List<String> candidates(CompilerVersion compiler, String libc) {
        return Toolchains.candidates(compiler, Optional.of(libc), Optional.empty(), false).stream()
                .map(Choice::toString)
                .toList();
    }
}
