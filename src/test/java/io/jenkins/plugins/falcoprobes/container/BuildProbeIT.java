package io.jenkins.plugins.falcoprobes.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelRelease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The container's script, with real compilers, kernels and driver. */
public class BuildProbeIT {
    private static final Duration LONG = Duration.ofMinutes(10);

    @ClassRule
    public static final TemporaryFolder TREES = new TemporaryFolder();

    private static RealInputs inputs;
    private static int trees;
    private static Kernel bookwormKernel;
    private static Kernel trixieKernel;
    private static Path bookwormTree;
    private static Path trixieTree;

    @Rule
    public final TemporaryFolder temporary = new TemporaryFolder();

    @BeforeClass
    public static void fetch() throws Exception {
        TestEngine.ready();
        inputs = RealInputs.get();
        bookwormKernel = inputs.kernel("6\\.1\\.0-\\d+-amd64");
        trixieKernel = inputs.kernel("6\\.12\\..*deb13-amd64");
        bookwormTree = tree(bookwormKernel);
        trixieTree = tree(trixieKernel);
    }

    private static Path tree(Kernel kernel) throws Exception {
        Path root = TREES.newFolder("tree-" + ++trees).toPath();
        inputs.tree(kernel, root);
        return root;
    }

    @Test
    public void a_bookworm_kernel_gets_both_kinds_and_they_are_the_same_bytes_from_anywhere() throws Exception {
        Path here = temporary.newFolder("here").toPath();
        Path there = temporary.newFolder("there").toPath();
        try (Build first = new Build("bookworm", bookwormTree, here);
                Build second = new Build("bookworm", tree(bookwormKernel), there)) {
            first.set("BUILDER_JOBS", "1");
            second.set("BUILDER_JOBS", "4");
            inParallel(() -> buildBothKinds(first), () -> buildBothKinds(second));
        }
        assertModuleOf(bookwormKernel, here.resolve("probe.ko"));
        assertThat(text(here.resolve("probe.o"))).contains("" + bookwormKernel.release(), "8.0.0+driver");
        assertThat(there.resolve("probe.ko")).hasSameBinaryContentAs(here.resolve("probe.ko"));
        assertThat(there.resolve("probe.o")).hasSameBinaryContentAs(here.resolve("probe.o"));
    }

    @Test
    public void a_trixie_kernels_module_has_type_information_and_is_the_same_bytes_again() throws Exception {
        Path here = temporary.newFolder("here").toPath();
        Path there = temporary.newFolder("there").toPath();
        try (Build first = new Build("trixie", trixieTree, here);
                Build second = new Build("trixie", tree(trixieKernel), there)) {
            first.set("BUILDER_JOBS", "4");
            second.set("BUILDER_JOBS", "1");
            inParallel(
                    () -> first.make("kmod", trixieKernel, "gcc-14"),
                    () -> second.make("kmod", trixieKernel, "gcc-14"));
            first.make("ebpf", trixieKernel, "gcc-14");
        }
        assertModuleOf(trixieKernel, here.resolve("probe.ko"));
        assertThat(text(here.resolve("probe.ko"))).contains(".BTF").doesNotContain(".debug_info");
        assertThat(there.resolve("probe.ko")).hasSameBinaryContentAs(here.resolve("probe.ko"));
    }

    @Test
    public void a_raw_source_is_configured_as_cmake_would_do_it() throws Exception {
        Path driver = temporary.newFolder("driver").toPath();
        Files.writeString(driver.resolve("API_VERSION"), "8.0.3\n");
        Files.writeString(driver.resolve("SCHEMA_VERSION"), "3.5.1\n");
        Files.writeString(
                driver.resolve("driver_config.h.in"),
                """
                #define PPM_API "${PPM_API_CURRENT_VERSION_MAJOR}/${PPM_API_CURRENT_VERSION_MINOR}/${PPM_API_CURRENT_VERSION_PATCH}"
                #define PPM_SCHEMA "${PPM_SCHEMA_CURRENT_VERSION_MAJOR}/${PPM_SCHEMA_CURRENT_VERSION_MINOR}/${PPM_SCHEMA_CURRENT_VERSION_PATCH}"
                #define DRIVER_VERSION "${DRIVER_VERSION}"
                #define DRIVER_NAME "${DRIVER_NAME}"
                #define DRIVER_DEVICE_NAME "${DRIVER_DEVICE_NAME}"
                #define DRIVER_COMMIT "${GIT_COMMIT}"
                """);
        Files.writeString(
                driver.resolve("Makefile.in"),
                """
                @DRIVER_NAME@-y += main.o
                obj-m += @DRIVER_NAME@.o
                ccflags-y := @KBUILD_FLAGS@
                all:
                \t$(MAKE) -C $(KERNELDIR) M=$(CURDIR) modules
                """);
        Files.writeString(
                driver.resolve("main.c"),
                """
                #include <linux/module.h>
                #include "driver_config.h"
                MODULE_LICENSE("GPL");
                MODULE_INFO(values, PPM_API " " PPM_SCHEMA " " DRIVER_VERSION " " DRIVER_NAME " " DRIVER_DEVICE_NAME DRIVER_COMMIT);
                """);
        BuilderImage image = RealInputs.images()
                .ensure(RealInputs.toolchain("bookworm"), "0.0.0-raw", () -> driver, "raw", System.err::println);
        Path results = temporary.newFolder("results").toPath();
        try (Build build = new Build(image, bookwormTree, results)) {
            build.set("BUILDER_HASH", "8cf04332d1dc49d5f0fa1ad1ab2fc7b7");
            build.set("BUILDER_HASH_ORIGIN", "ddcc067f");
            build.make("kmod", bookwormKernel, "gcc-12");
            String name = "falco-8.0.0+driver-x86_64-" + bookwormKernel.release() + "-";
            build.read(name + "8cf04332d1dc49d5f0fa1ad1ab2fc7b7.ko");
            build.read(name + "ddcc067f.ko");
            assertThat(build.run("ebpf", bookwormKernel, "gcc-12")).isEqualTo(2);
            assertThat(build.lastLine()).isEqualTo("build-probe: this driver source has no eBPF probe");
        }
        assertModuleOf(bookwormKernel, results.resolve("probe.ko"));
        assertThat(text(results.resolve("probe.ko"))).contains("values=8/0/3 3/5/1 8.0.0+driver falco falco\0");
    }

    @Test
    public void a_kernel_whose_own_programs_do_not_run_here_wants_another_toolchain() throws Exception {
        try (Build build = new Build("bookworm", trixieTree, temporary.getRoot().toPath())) {
            assertThat(build.run("kmod", trixieKernel, "gcc-12")).isEqualTo(3);
            assertThat(build.lastLine()).contains("does not run in this image", "GLIBC_2.38");
        }
    }

    @Test
    public void a_compile_out_of_time_leaves_no_compiler_running() throws Exception {
        try (Build build =
                new Build("bookworm", bookwormTree, temporary.getRoot().toPath())) {
            build.timeout = Duration.ofSeconds(4);
            assertThatThrownBy(() -> build.run("kmod", bookwormKernel, "gcc-12"))
                    .isInstanceOf(CommandTimeoutException.class);
            assertThat(build.log()).contains("make -C /kernel/build");
            assertThat(Docker.knows(build.container.id())).isFalse();
        }
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(bookwormTree.toString())))
                .isEmpty();
    }

    @Test
    public void each_way_to_fail_has_its_status() throws Exception {
        Path kernel = temporary.newFolder("kernel").toPath();
        Path makefile = Files.createDirectory(kernel.resolve("build")).resolve("Makefile");
        try (Build build = new Build("bookworm", kernel, temporary.getRoot().toPath())) {
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(2);
            assertThat(build.lastLine()).isEqualTo("build-probe: there is no readable kernel in /kernel/build");

            Files.writeString(makefile, "modules:\n\techo 'main.c:1:1: error: no' >&2; false\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(4);
            assertThat(build.lastLine()).startsWith("build-probe: the driver does not compile against kernel 6.1.0-");

            Files.writeString(
                    makefile, "modules:\n\techo 'gcc-12: error: unrecognized command-line option -fx' >&2; false\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(3);

            Files.writeString(
                    makefile,
                    "modules:\n\techo '*** CONFIG_RETPOLINE=y, but not supported by the compiler.' >&2; false\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(3);

            Files.writeString(makefile, "modules:\n\tno-such-tool\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(3);

            Files.writeString(makefile, "modules:\n\ttrue\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(5);
            assertThat(build.lastLine()).startsWith("build-probe: make left no falco.ko");

            Files.writeString(makefile, "modules:\n\ttail /dev/zero\n");
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(6);

            assertThat(build.run("kmod", bookwormKernel, "gcc-99")).isEqualTo(3);
            assertThat(build.lastLine()).isEqualTo("build-probe: there is no gcc-99 in this image");

            assertThat(build.run("kmod", bookwormKernel, "gcc; reboot")).isEqualTo(2);
            assertThat(build.lastLine()).startsWith("build-probe: BUILDER_CC=\"gcc; reboot\" is not accepted");
            assertThat(build.run("all", bookwormKernel, "gcc-12")).isEqualTo(2);
            assertThat(build.facts()).containsKeys("compiler", "cpu_seconds");
        }
    }

    @Test
    public void programs_of_another_machine_without_sources_are_said_to_be_that_in_one_line() throws Exception {
        Path kernel = temporary.newFolder("kernel").toPath();
        Path basic = Files.createDirectories(kernel.resolve("build/scripts/basic"));
        Files.createDirectory(kernel.resolve("build/scripts/mod"));
        Files.writeString(kernel.resolve("build/Makefile"), "modules:\n\ttrue\n");
        byte[] header = new byte[64];
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1}, 0, header, 0, 7);
        header[18] = (byte)
                (Architecture.host() == Architecture.X86_64 ? Architecture.AARCH64 : Architecture.X86_64).elfMachine();
        Files.write(basic.resolve("fixdep"), header);
        try (Build build = new Build("bookworm", kernel, temporary.getRoot().toPath())) {
            assertThat(build.run("kmod", bookwormKernel, "gcc-12")).isEqualTo(7);
            assertThat(build.log()).contains("fixdep.c: No such file or directory");
            assertThat(build.lastLine())
                    .isEqualTo("build-probe: the kernel's own fixdep is for another machine, and its tree lacks sources"
                            + " to make it of: see above");
        }
    }

    @Test
    public void a_kernel_older_than_the_compiler_gets_the_header_and_the_calls_that_it_knows() throws Exception {
        Path kernel = temporary.newFolder("kernel").toPath();
        Path build = Files.createDirectories(kernel.resolve("build/include/linux"));
        Files.writeString(build.resolve("compiler-gcc4.h"), "#define KNOWN 4\n");
        Files.writeString(
                kernel.resolve("build/Makefile"),
                """
                modules:
                \techo '#include <linux/compiler-gcc12.h>' >$(M)/one.c
                \techo 'extern int other(void); int one(void) { return other() + KNOWN; }' >>$(M)/one.c
                \t$(CC) -Iinclude -mcmodel=kernel -c -o $(M)/falco.ko $(M)/one.c
                """);
        Path results = temporary.newFolder("results").toPath();
        Kernel old = kernelOf("3.10.0-1160.el7.x86_64");
        try (Build module = new Build("bookworm", kernel, results)) {
            module.make("kmod", old, "gcc-12");
            assertThat(relocations(results.resolve("probe.ko"))).containsExactly(2L);

            Kernel newer = kernelOf("4.18.0-553.el8.x86_64");
            Files.writeString(build.resolve("compiler-gcc12.h"), "#define KNOWN 12\n");
            // Nothing switches off what gcc does by default: kernels do that themselves by then.
            Path makefile = kernel.resolve("build/Makefile");
            Files.writeString(makefile, Files.readString(makefile).replace("-mcmodel=kernel ", ""));
            module.make("kmod", newer, "gcc-12");
            assertThat(relocations(results.resolve("probe.ko"))).containsExactly(4L);
        }
    }

    @Test
    public void an_ebpf_probe_is_told_where_a_kernel_of_chromium_os_has_a_tasks_login() throws Exception {
        Path kernel = temporary.newFolder("kernel").toPath();
        Path build = Files.createDirectories(kernel.resolve("build"));
        Path header =
                Files.createDirectories(kernel.resolve("source/include/linux")).resolve("sched.h");
        Files.createSymbolicLink(build.resolve("source"), Path.of("../source"));
        Files.writeString(build.resolve("Makefile"), "all:\n\techo 'flags=$(KBUILD_EXTRA_CPPFLAGS)' >$(M)/probe.o\n");
        Path results = temporary.newFolder("results").toPath();
        try (Build probe = new Build("bookworm", kernel, results)) {
            Files.writeString(header, "struct task_struct {\n\tkuid_t loginuid;\n};\n");
            probe.make("ebpf", kernelOf("4.14.65+"), "gcc-12");
            assertThat(text(results.resolve("probe.o"))).isEqualTo("flags=\n");

            Files.writeString(header, "struct task_struct {\n\tstruct audit_task_info\t\t*audit;\n};\n");
            probe.make("ebpf", kernelOf("4.14.91+"), "gcc-12");
            assertThat(text(results.resolve("probe.o"))).contains("-DCOS_73_WORKAROUND");
        }
    }

    private static Kernel kernelOf(String release) {
        return new Kernel(
                "centos",
                new KernelRelease(release),
                release,
                "1",
                Architecture.X86_64,
                "",
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** The types of the relocations of a program's text: 2 is R_X86_64_PC32, 4 is R_X86_64_PLT32 (ELF-64, x86-64 psABI). */
    private static List<Long> relocations(Path object) throws IOException {
        ByteBuffer elf = ByteBuffer.wrap(Files.readAllBytes(object)).order(ByteOrder.LITTLE_ENDIAN);
        List<Long> types = new ArrayList<>();
        for (int i = 0; i < elf.getShort(0x3c); i++) {
            int header = (int) elf.getLong(0x28) + i * elf.getShort(0x3a);
            boolean text = elf.getInt(header + 4) == 4 && elf.getInt(header + 0x2c) == 1;
            for (int at = 0; text && at < elf.getLong(header + 0x20); at += 24) {
                types.add(elf.getLong((int) elf.getLong(header + 0x18) + at + 8) & 0xffffffffL);
            }
        }
        return types;
    }

    private static Void buildBothKinds(Build build) throws IOException, InterruptedException {
        build.make("ebpf", bookwormKernel, "gcc-12");
        assertThat(build.facts()).containsEntry("compiler", "Debian clang version 14.0.6");
        build.make("kmod", bookwormKernel, "gcc-12");
        assertThat(Double.parseDouble(build.facts().get("cpu_seconds"))).isBetween(1.0, 200.0);
        assertThat(build.facts().get("compiler")).startsWith("gcc-12 (Debian 12.");
        return null;
    }

    private static void inParallel(Callable<Void> here, Callable<Void> elsewhere) throws Exception {
        FutureTask<Void> other = new FutureTask<>(elsewhere);
        new Thread(other).start();
        here.call();
        other.get();
    }

    private static void assertModuleOf(Kernel kernel, Path module) throws IOException {
        assertThat(text(module)).contains("vermagic=" + kernel.release() + " ", "\0name=falco\0");
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }

    /** A container and what the script is told in it. */
    private static final class Build implements AutoCloseable {
        private final BuildContainer container;
        private final Path results;
        private final Path log;
        private final Map<String, String> environment = new HashMap<>(Map.of(
                "KERNELDIR", "/kernel/build",
                "BUILDER_JOBS", "2",
                "BUILDER_DRIVER_NAME", "falco",
                "BUILDER_DEVICE_NAME", "falco",
                "BUILDER_DRIVER_VERSION", "8.0.0+driver"));
        private Duration timeout = LONG;

        Build(String toolchain, Path kernel, Path results) throws Exception {
            this(inputs.image(toolchain), kernel, results);
        }

        Build(BuilderImage image, Path kernel, Path results) throws Exception {
            this.results = results;
            log = results.resolve("log");
            container = CommandLineRuntime.named("docker")
                    .start(new ContainerSpec(image.id(), kernel, 1L << 30, 256, 4, 512L << 20));
        }

        void set(String name, String value) {
            environment.put(name, value);
        }

        int run(String kind, Kernel kernel, String compiler) throws IOException, InterruptedException {
            set("BUILDER_KIND", kind);
            set("KERNEL_VERSION", kernel.release().toString());
            set("BUILDER_CC", compiler);
            return container.exec(List.of("build-probe"), environment, log, timeout);
        }

        /** Builds a probe, which must succeed, and reads it. */
        Void make(String kind, Kernel kernel, String compiler) throws IOException, InterruptedException {
            int status = run(kind, kernel, compiler);
            assertThat(status).as(log()).isZero();
            read(kind.equals("kmod") ? "probe.ko" : "probe.o");
            return null;
        }

        void read(String name) throws IOException, InterruptedException {
            container.read("/output/" + name, results.resolve(name), 32 << 20);
        }

        Map<String, String> facts() throws IOException {
            Map<String, String> facts = new HashMap<>();
            for (String line : Files.readAllLines(log)) {
                if (line.matches("(compiler|cpu_seconds)=.*")) {
                    facts.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
                }
            }
            return facts;
        }

        String log() throws IOException {
            return Files.readString(log);
        }

        String lastLine() throws IOException {
            List<String> lines = Files.readAllLines(log);
            return lines.get(lines.size() - 1);
        }

        @Override
        public void close() {
            container.close();
        }
    }
}
