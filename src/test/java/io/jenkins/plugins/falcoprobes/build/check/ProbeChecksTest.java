package io.jenkins.plugins.falcoprobes.build.check;

import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.EBPF;
import static io.jenkins.plugins.falcoprobes.driver.ProbeKind.KMOD;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.driver.ApiVersion;
import io.jenkins.plugins.falcoprobes.driver.Driver;
import io.jenkins.plugins.falcoprobes.driver.DriverVersion;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.driver.SourceFolder;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Checks real objects, whole and spoiled; how they were made is in the README next to them. */
public class ProbeChecksTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private KernelTree tree;

    @Before
    public void make_the_kernels_tree() throws IOException {
        Path root = folder.newFolder("tree").toPath();
        tree = tree(root, "6.1.0-56-amd64", Architecture.X86_64, "CONFIG_MODVERSIONS=y\n");
        Files.createDirectories(tree.moduleSymvers().getParent());
        Files.write(tree.moduleSymvers(), resource("Module.symvers"));
    }

    @Test
    public void a_module_built_for_the_kernel_has_no_problems() throws IOException {
        assertThat(check(KMOD, resource("falco.ko"))).isEmpty();
    }

    @Test
    public void a_module_with_extended_versions_only_has_no_problems() throws IOException {
        assertThat(check(KMOD, resource("falco-extended-versions.ko"))).isEmpty();
    }

    @Test
    public void an_ebpf_object_built_for_the_kernel_has_no_problems() throws IOException {
        assertThat(check(EBPF, resource("probe.o"))).isEmpty();
    }

    @Test
    public void a_module_of_another_machine_is_told() throws IOException {
        assertThat(check(KMOD, withMachine(resource("falco.ko"), 183)))
                .containsExactly("it is for ELF machine 183, x86_64 is 62");
    }

    @Test
    public void a_module_of_another_kernel_is_told() throws IOException {
        byte[] module = replace(resource("falco.ko"), "vermagic=6.1.0-56-amd64 ", "vermagic=6.1.0-55-amd64 ");
        assertThat(check(KMOD, module))
                .containsExactly("its vermagic is \"6.1.0-55-amd64 SMP preempt mod_unload modversions \","
                        + " not that of 6.1.0-56-amd64");
    }

    @Test
    public void a_release_that_the_vermagic_only_begins_with_is_another_kernel() throws IOException {
        tree = tree(tree.root(), "6.1.0-56", Architecture.X86_64, "CONFIG_MODVERSIONS=y\n");
        assertThat(check(KMOD, resource("falco.ko"))).singleElement().asString().contains("not that of 6.1.0-56");
    }

    @Test
    public void a_module_of_another_name_is_told() throws IOException {
        byte[] module = replace(resource("falco.ko"), "\0name=falco\0", "\0name=scapp\0");
        assertThat(check(KMOD, module)).containsExactly("the module's name is \"scapp\", Falco loads falco");
    }

    @Test
    public void the_name_of_a_module_from_before_Linux_4_16_is_read_from_its_struct() throws IOException {
        byte[] module = replace(resource("falco.ko"), "\0name=falco\0", "\0NAME=falco\0");
        assertThat(check(KMOD, module)).isEmpty();
    }

    @Test
    public void a_module_for_another_interface_version_is_told() throws IOException {
        byte[] module = replace(resource("falco.ko"), "api_version=8.0.3", "api_version=8.0.4");
        assertThat(check(KMOD, module)).containsExactly("its api_version is 8.0.4, the driver's is 8.0.3");
    }

    @Test
    public void a_symbol_of_another_version_is_told() throws IOException {
        spoilSymvers(lines -> lines.replace("0x999e8297\tvfree", "0x999e8298\tvfree"));
        assertThat(check(KMOD, resource("falco.ko")))
                .containsExactly("it was built against other versions than the kernel's Module.symvers has: vfree");
        assertThat(check(KMOD, resource("falco-extended-versions.ko")))
                .containsExactly("it was built against other versions than the kernel's Module.symvers has: vfree");
    }

    @Test
    public void a_symbol_that_the_kernel_does_not_export_is_told() throws IOException {
        spoilSymvers(lines -> lines.replace("\tvfree\t", "\tvfree_not\t"));
        assertThat(check(KMOD, resource("falco.ko")))
                .containsExactly(
                        "the kernel does not export what it needs: vfree",
                        "it was built against other versions than the kernel's Module.symvers has: vfree");
    }

    @Test
    public void symbols_for_the_gpl_only_are_not_for_other_licences() throws IOException {
        byte[] module = replace(resource("falco.ko"), "license=Dual MIT/GPL\0", "license=Proprietary!\0");
        assertThat(check(KMOD, module))
                .containsExactly("the kernel does not let it use what it needs, for its licence or a namespace:"
                        + " synchronize_srcu, tracepoint_srcu");
    }

    @Test
    public void a_symbol_in_a_namespace_is_for_those_who_import_it() throws IOException {
        spoilSymvers(
                lines -> lines.replace("\tvfree\tvmlinux\tEXPORT_SYMBOL\t", "\tvfree\tvmlinux\tEXPORT_SYMBOL\tMEM"));
        assertThat(check(KMOD, resource("falco.ko")))
                .containsExactly("the kernel does not let it use what it needs, for its licence or a namespace: vfree");
    }

    @Test
    public void a_symbol_for_certain_modules_is_for_those_only() throws IOException {
        spoilSymvers(lines -> lines.replace(
                "\tvfree\tvmlinux\tEXPORT_SYMBOL\t", "\tvfree\tvmlinux\tEXPORT_SYMBOL\tmodule:kvm,falco"));
        assertThat(check(KMOD, resource("falco.ko"))).isEmpty();
        spoilSymvers(lines -> lines.replace("module:kvm,falco", "module:kvm,falcon"));
        assertThat(check(KMOD, resource("falco.ko"))).singleElement().asString().endsWith(": vfree");
    }

    @Test
    public void the_third_column_of_Linux_5_4_is_read_as_a_namespace() throws IOException {
        spoilSymvers(
                lines -> lines.replace("\tvfree\tvmlinux\tEXPORT_SYMBOL\t", "\tvfree\tMEM\tvmlinux\tEXPORT_SYMBOL"));
        assertThat(check(KMOD, resource("falco.ko"))).singleElement().asString().endsWith("a namespace: vfree");
    }

    @Test
    public void a_module_without_versions_is_not_for_a_kernel_with_them() throws IOException {
        byte[] module = replace(resource("falco.ko"), "\0__versions\0", "\0__Versions\0");
        assertThat(check(KMOD, module)).containsExactly("it has no symbol versions, the kernel has CONFIG_MODVERSIONS");
    }

    @Test
    public void a_kernel_without_versions_needs_none() throws IOException {
        tree = tree(tree.root(), "6.1.0-56-amd64", Architecture.X86_64, "# CONFIG_MODVERSIONS is not set\n");
        byte[] module = replace(resource("falco.ko"), "\0__versions\0", "\0__Versions\0");
        assertThat(check(KMOD, module)).isEmpty();
    }

    @Test
    public void an_ebpf_object_for_another_machine_is_told() throws IOException {
        assertThat(check(EBPF, withMachine(resource("probe.o"), 62)))
                .containsExactly("it is no eBPF object (ELF machine 62, type 1)");
    }

    @Test
    public void an_ebpf_object_for_another_kernel_is_told() throws IOException {
        byte[] probe = replace(resource("probe.o"), "6.1.0-56-amd64\0", "6.1.0-55-amd64\0");
        assertThat(check(EBPF, probe))
                .containsExactly("it was built for kernel \"6.1.0-55-amd64\", not 6.1.0-56-amd64");
    }

    @Test
    public void an_ebpf_object_without_an_entry_is_told() throws IOException {
        byte[] probe = replace(resource("probe.o"), "\0raw_tracepoint/sys_exit\0", "\0raw_tracepoint/sys_exot\0");
        assertThat(check(EBPF, probe)).containsExactly("it has no program sys_exit");
    }

    @Test
    public void an_ebpf_object_without_fillers_is_told() throws IOException {
        byte[] probe = replace(resource("probe.o"), "raw_tracepoint/filler/", "raw_tracepoint/killer/");
        assertThat(check(EBPF, probe)).containsExactly("it has no program filler/...");
    }

    @Test
    public void an_ebpf_object_without_maps_is_told() throws IOException {
        assertThat(check(EBPF, replace(resource("probe.o"), "\0maps\0", "\0mapz\0")))
                .containsExactly("it has no maps");
    }

    @Test
    public void an_ebpf_object_of_another_licence_is_told() throws IOException {
        assertThat(check(EBPF, replace(resource("probe.o"), "Dual MIT/GPL\0", "Proprietary!\0")))
                .containsExactly("its licence is \"Proprietary!\", the kernel wants one compatible with the GPL");
    }

    @Test
    public void an_ebpf_object_of_another_schema_is_told() throws IOException {
        assertThat(check(EBPF, replace(resource("probe.o"), "\0schema_version\0", "\0schema_virsion\0")))
                .containsExactly("its schema_version is missing, the driver's is 3.5.0");
    }

    @Test
    public void an_object_cut_off_anywhere_is_a_problem_and_nothing_worse() throws IOException {
        for (String name : List.of("falco.ko", "probe.o")) {
            byte[] whole = resource(name);
            ProbeKind kind = name.endsWith(".ko") ? KMOD : EBPF;
            for (int percent = 0; percent < 100; percent++) {
                byte[] cut = Arrays.copyOf(whole, whole.length * percent / 100);
                assertThat(check(kind, cut))
                        .as("%s cut off at %d %%", name, percent)
                        .isNotEmpty();
            }
        }
    }

    @Test
    public void an_object_with_any_byte_spoiled_never_throws() throws IOException {
        for (String name : List.of("falco.ko", "probe.o")) {
            byte[] whole = resource(name);
            ProbeKind kind = name.endsWith(".ko") ? KMOD : EBPF;
            for (int at = 0; at < whole.length; at += at < 64 ? 1 : 13) {
                byte[] spoiled = whole.clone();
                spoiled[at] = (byte) 0xff;
                assertThat(check(kind, spoiled)).isNotNull();
            }
        }
    }

    @Test
    public void a_module_is_no_ebpf_object_and_no_text_is_either() throws IOException {
        assertThat(check(EBPF, resource("falco.ko"))).contains("it is no eBPF object (ELF machine 62, type 1)");
        assertThat(check(KMOD, resource("probe.o"))).containsExactly("it is no kernel module: it has no .modinfo");
        assertThat(check(KMOD, resource("falco.c"))).containsExactly("it is no ELF file");
    }

    @Test
    public void without_the_kernels_symbols_a_module_is_checked_as_far_as_can_be_and_the_rest_is_told()
            throws IOException {
        assertThat(ProbeChecks.unchecked(KMOD, tree)).isEmpty();
        Files.delete(tree.moduleSymvers());
        assertThat(check(KMOD, resource("falco.ko"))).isEmpty();
        assertThat(ProbeChecks.unchecked(EBPF, tree)).isEmpty();
        assertThat(ProbeChecks.unchecked(KMOD, tree))
                .satisfiesExactly(line -> assertThat(line).contains("no Module.symvers"), line -> assertThat(line)
                        .contains("CONFIG_MODVERSIONS"));
        tree = tree(tree.root(), "6.1.0-57-amd64", Architecture.X86_64, "");
        assertThat(ProbeChecks.unchecked(KMOD, tree)).hasSize(1);
        assertThat(check(KMOD, resource("falco.ko")))
                .hasSize(1)
                .first()
                .asString()
                .contains("vermagic");
    }

    private List<String> check(ProbeKind kind, byte[] probe) throws IOException {
        Path file = folder.getRoot().toPath().resolve("probe." + kind.extension());
        Files.write(file, probe);
        return ProbeChecks.check(file, kind, tree, driver());
    }

    private static Driver driver() {
        return new Driver(
                SourceFolder.of(Path.of("/nowhere")),
                new DriverVersion("8.0.0+driver"),
                "falco",
                "falco",
                Optional.of(new ApiVersion(8, 0, 3)),
                Optional.of(new ApiVersion(3, 5, 0)),
                true,
                true,
                false,
                Optional.empty(),
                "",
                "",
                List.of());
    }

    private static KernelTree tree(Path root, String release, Architecture architecture, String config) {
        Kernel kernel = new Kernel(
                "debian",
                new KernelRelease(release),
                "6.1.192-2",
                "1",
                architecture,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        return new KernelTree(kernel, root, new KernelConfig(config.getBytes(StandardCharsets.UTF_8)));
    }

    private void spoilSymvers(UnaryOperator<String> change) throws IOException {
        String before = Files.readString(tree.moduleSymvers());
        String after = change.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(tree.moduleSymvers(), after);
    }

    private static byte[] withMachine(byte[] object, int machine) {
        byte[] changed = object.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putShort(18, (short) machine);
        return changed;
    }

    /** Replaces the one place that has these characters by others of the same length. */
    private static byte[] replace(byte[] object, String what, String by) {
        String text = new String(object, StandardCharsets.ISO_8859_1);
        assertThat(by).hasSameSizeAs(what);
        assertThat(text).contains(what);
        return text.replace(what, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ProbeChecksTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
