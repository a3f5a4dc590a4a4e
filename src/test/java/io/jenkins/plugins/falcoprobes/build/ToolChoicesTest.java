package io.jenkins.plugins.falcoprobes.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.CacheFolder;
import io.jenkins.plugins.falcoprobes.toolchain.Choice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ToolChoicesTest {
    private static final CompilerVersion GCC_12 = CompilerVersion.gcc(12);
    private static final Kernel KERNEL = Kernels.debian("6.1.0-50-amd64");

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @Test
    public void what_could_build_when_the_first_ones_could_not_comes_first_next_time() throws Exception {
        remember(choices("8.0.0+driver"), "gcc-15 of sid");
        assertThat(of(choices("8.0.0+driver"), KERNEL, ProbeKind.KMOD))
                .startsWith("gcc-15 of sid", "gcc-12 of bookworm", "gcc-12 of trixie");
        assertThat(of(choices("8.0.0+driver"), Kernels.debian("6.1.0-51-amd64"), ProbeKind.KMOD))
                .startsWith("gcc-15 of sid");
    }

    @Test
    public void another_kind_driver_or_series_has_its_own_order() throws Exception {
        remember(choices("8.0.0+driver"), "gcc-15 of sid");
        assertThat(of(choices("8.0.0+driver"), KERNEL, ProbeKind.EBPF)).startsWith("gcc-12 of bookworm");
        assertThat(of(choices("8.1.0+driver"), KERNEL, ProbeKind.KMOD)).startsWith("gcc-12 of bookworm");
        assertThat(of(choices("8.0.0+driver"), Kernels.debian("6.12.1-50-amd64"), ProbeKind.KMOD))
                .startsWith("gcc-12 of bookworm");
    }

    @Test
    public void what_fails_now_or_comes_first_anyway_is_forgotten() throws Exception {
        ToolChoices choices = choices("8.0.0+driver");
        remember(choices, "gcc-15 of sid");
        choices.remember(KERNEL, ProbeKind.KMOD, GCC_12, Optional.empty());
        assertThat(of(choices, KERNEL, ProbeKind.KMOD)).startsWith("gcc-12 of bookworm");
        remember(choices, "gcc-15 of sid");
        remember(choices, "gcc-12 of bookworm");
        assertThat(of(choices("8.0.0+driver"), KERNEL, ProbeKind.KMOD)).startsWith("gcc-12 of bookworm");
        assertThat(files()).isEmpty();
    }

    @Test
    public void tools_that_are_no_more_are_passed_over() throws Exception {
        remember(choices("8.0.0+driver"), "gcc-15 of sid");
        Files.writeString(files().get(0), "gcc-13 of forky");
        assertThat(of(choices("8.0.0+driver"), KERNEL, ProbeKind.KMOD)).startsWith("gcc-12 of bookworm");
    }

    @Test
    public void a_cache_that_cannot_be_written_does_not_fail_a_probe() throws Exception {
        ToolChoices choices = choices("8.0.0+driver");
        Files.writeString(temporary.getRoot().toPath().resolve("tools"), "in the way");
        remember(choices, "gcc-15 of sid");
        assertThat(of(choices, KERNEL, ProbeKind.EBPF)).startsWith("gcc-12 of bookworm");
    }

    @Test
    public void a_kernel_with_retpolines_is_not_built_with_a_compiler_that_has_none() throws Exception {
        String made = "#define LINUX_COMPILER \"gcc version 4.4.7 20120313 (Red Hat 4.4.7-23) (GCC) \"\n";
        Path headers = temporary.getRoot().toPath().resolve("build/include/linux");
        Files.writeString(Files.createDirectories(headers).resolve("compile.h"), made);
        assertThat(ToolChoices.compiler(tree("CONFIG_SMP=y\n"))).hasToString("gcc 4.4");
        assertThat(ToolChoices.compiler(tree("CONFIG_SMP=y\nCONFIG_RETPOLINE=y\n")))
                .hasToString("gcc 4.8");
        assertThat(ToolChoices.compiler(tree("CONFIG_GCC_VERSION=80500\nCONFIG_RETPOLINE=y\n")))
                .hasToString("gcc 8");
    }

    @Test
    public void where_the_tree_says_nothing_the_metadata_does() throws Exception {
        assertThat(ToolChoices.compiler(tree("CONFIG_SMP=y\n"))).hasToString("gcc 12");
        assertThat(ToolChoices.compiler(tree("CONFIG_GCC_VERSION=0\nCONFIG_CLANG_VERSION=170006\n")))
                .hasToString("clang 17");
    }

    private KernelTree tree(String config) {
        return new KernelTree(KERNEL, temporary.getRoot().toPath(), new KernelConfig(config.getBytes(UTF_8)));
    }

    @Test
    public void what_made_a_kernel_of_its_source_is_remembered_for_any_driver_and_for_no_probe() throws Exception {
        List<Choice> inOrder = choices("8.0.0+driver").ofSource(KERNEL, GCC_12);
        Choice second = inOrder.get(1);
        choices("8.0.0+driver").rememberSource(KERNEL, GCC_12, Optional.of(second));
        assertThat(choices("7.3.0+driver").ofSource(KERNEL, GCC_12))
                .startsWith(second)
                .hasSameElementsAs(inOrder);
        assertThat(choices("8.0.0+driver").of(KERNEL, ProbeKind.KMOD, GCC_12).get(0))
                .isNotEqualTo(second);
    }

    @Test
    public void a_kernel_of_another_machine_is_made_by_images_with_compilers_for_it() throws Exception {
        assertThat(choices("8.0.0+driver")
                        .ofSource(Kernels.debian("6.1.0-1-arm64", Architecture.AARCH64, 12, "2.34"), GCC_12))
                .isNotEmpty()
                .allMatch(choice -> choice.toolchain().id().endsWith("-aarch64"));
    }

    private ToolChoices choices(String driver) throws IOException {
        return new ToolChoices(
                Optional.of(CacheFolder.in(temporary.getRoot().toPath())),
                new DriverVersion(driver),
                Architecture.X86_64);
    }

    private static void remember(ToolChoices choices, String winner) throws Exception {
        Choice choice = choices.of(KERNEL, ProbeKind.KMOD, GCC_12).stream()
                .filter(each -> each.toString().equals(winner))
                .findFirst()
                .orElseThrow();
        choices.remember(KERNEL, ProbeKind.KMOD, GCC_12, Optional.of(choice));
    }

    private static List<String> of(ToolChoices choices, Kernel kernel, ProbeKind kind) {
        return choices.of(kernel, kind, GCC_12).stream().map(Choice::toString).toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(temporary.getRoot().toPath().resolve("tools"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
