package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackException;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SourceTreeTest {
    private static final String CHECKSUM = "5f1e0c0d".repeat(8);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void kbuild_headers_and_the_own_architecture_are_needed() {
        assertThat(List.of(
                        "Makefile",
                        "Kconfig",
                        "include/linux/fs.h",
                        "kernel/bounds.c",
                        "scripts/mod/modpost.c",
                        "arch/x86/kernel/asm-offsets.c",
                        "arch/Kconfig",
                        "drivers/net/Kconfig",
                        "fs/Makefile",
                        "net/Kconfig.debug",
                        "tools/objtool/check.c",
                        "security/selinux/include/classmap.h"))
                .allMatch(path -> SourceTree.isNeeded(path, Architecture.X86_64));
    }

    @Test
    public void code_of_drivers_other_architectures_and_tests_is_not() {
        assertThat(List.of(
                        "MAINTAINERS",
                        "localversion-rt",
                        "drivers/net/tun.c",
                        "fs/open.c",
                        "Documentation/process/howto.rst",
                        "arch/arm64/kernel/asm-offsets.c",
                        "tools/perf/builtin-top.c",
                        "tools/testing/selftests/Makefile",
                        "scripts/dtc/include-prefixes/arm"))
                .noneMatch(path -> SourceTree.isNeeded(path, Architecture.X86_64));
        assertThat(SourceTree.isNeeded("arch/arm/include/asm/opcodes.h", Architecture.AARCH64))
                .isTrue();
        assertThat(SourceTree.isNeeded("arch/arm64/boot/dts/arm/juno.dts", Architecture.AARCH64))
                .isFalse();
    }

    @Test
    public void what_is_needed_is_unpacked_and_kept_for_the_next_kernel_of_that_source() throws Exception {
        Path tarball = tarball(new TestTar()
                .folder("linux-6.6.30/")
                .file("linux-6.6.30/Makefile", "VERSION = 6\n")
                .file("linux-6.6.30/scripts/config", "#!/bin/sh\n", 0755)
                .file("linux-6.6.30/drivers/net/tun.c", "int main;")
                .file("linux-6.6.30/include/uapi/linux/input-event-codes.h", "codes")
                .link(
                        "linux-6.6.30/include/dt-bindings/input/linux-event-codes.h",
                        "../../uapi/linux/input-event-codes.h"));
        KernelConfig config = new KernelConfig("CONFIG_SMP=y\n".getBytes(UTF_8));
        KernelTree tree = unpack(tarball, Optional.of(config));
        assertThat(tree.source()).isTrue();
        assertThat(tree.config().text()).isEqualTo(config.text());
        assertThat(tree.root().resolve("config")).hasContent("CONFIG_SMP=y");
        Path source = tree.root().resolve("source");
        assertThat(source.resolve("Makefile")).hasContent("VERSION = 6");
        assertThat(source.resolve("scripts/config")).isExecutable();
        assertThat(source.resolve("drivers")).doesNotExist();
        assertThat(source.resolve("include/dt-bindings/input/linux-event-codes.h"))
                .hasContent("codes");

        Files.delete(tarball);
        KernelTree next = unpack(tarball, Optional.empty());
        assertThat(next.root().resolve("source/Makefile")).exists();
        assertThat(next.root().resolve("config")).doesNotExist();
    }

    @Test
    public void what_is_no_kernels_source_is_refused() throws Exception {
        Path tarball = tarball(new TestTar().file("Makefile", "all:\n"));
        assertThatThrownBy(() -> unpack(tarball, Optional.empty()))
                .isInstanceOf(UnpackException.class)
                .hasMessage("vanilla 6.6.30-mine: its source has no Makefile where a kernel has one");
    }

    @Test
    public void a_broken_tarball_leaves_nothing_in_the_cache() throws Exception {
        byte[] whole = TestTar.xz(
                new TestTar().file("linux/Makefile", "x".repeat(100_000)).toBytes());
        Path tarball = folder.newFile().toPath();
        Files.write(tarball, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> unpack(tarball, Optional.empty())).isInstanceOf(UnpackException.class);
        try (Stream<Path> left = Files.walk(folder.getRoot().toPath().resolve("cache"))) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    private Path tarball(TestTar tar) throws Exception {
        Path tarball = folder.newFile().toPath();
        return Files.write(tarball, TestTar.xz(tar.toBytes()));
    }

    private KernelTree unpack(Path tarball, Optional<KernelConfig> config) throws Exception {
        CacheFolder cache = CacheFolder.in(folder.getRoot().toPath().resolve("cache"));
        return new SourceTree(cache)
                .unpack(
                        kernel(),
                        tarball,
                        CHECKSUM,
                        config,
                        UnpackTarget.of(folder.newFolder().toPath()));
    }

    private static Kernel kernel() {
        return new Kernel(
                "vanilla",
                new KernelRelease("6.6.30-mine"),
                "6.6.30",
                "1",
                Architecture.X86_64,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }
}
