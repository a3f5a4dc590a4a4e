package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.TestKernelImage;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.build.ProbeResult;
import io.jenkins.plugins.falcoprobes.build.check.ElfFile;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Source, all the way: that of Debian's kernel, served as kernel.org serves its own, with a configuration of nobody's; made in
 * a container, compiled for, checked.
 */
public class SourceEndToEndIT {
    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    /** Of aufs' shape: members for structures that modules see, code of files that are not here, files that are new. */
    private static final Map<String, String> PATCHES = Map.of(
            "base",
            """
            --- a/fs/dcache.c
            +++ b/fs/dcache.c
            @@ -1,2 +1,3 @@
             // SPDX-License-Identifier: GPL-2.0-only
            +/* patched */
             /*
            --- a/include/linux/fs.h
            +++ b/include/linux/fs.h
            @@ -2100,3 +2100,4 @@ struct file_operations {
             	int (*check_flags)(int);
            +	int (*patched[1000])(struct file *);
             	int (*flock) (struct file *, int, struct file_lock *);
             	ssize_t (*splice_write)(struct pipe_inode_info *, struct file *, loff_t *, size_t, unsigned int);
            """,
            "mmap",
            """
            --- a/include/linux/mm_types.h
            +++ b/include/linux/mm_types.h
            @@ -500,2 +500,3 @@ struct vm_area_struct {
             	struct file * vm_file;		/* File we map to (can be NULL). */
            +	struct file *patched;
             	void * vm_private_data;		/* was vm_pte (shared mem) */
            --- a/mm/Makefile
            +++ b/mm/Makefile
            @@ -1,1 +1,2 @@
             # SPDX-License-Identifier: GPL-2.0
            +# patched
            --- /dev/null
            +++ b/mm/patched.c
            @@ -0,0 +1 @@
            +/* patched */
            """,
            "loopback",
            """
            --- a/fs/aufs/super.c
            +++ b/fs/aufs/super.c
            @@ -1,1 +1,2 @@
             // SPDX-License-Identifier: GPL-2.0
            +/* patched */
            --- a/include/linux/fs.h
            +++ b/include/linux/fs.h
            @@ -2190,3 +2190,4 @@ struct super_operations {
             	long (*free_cached_objects)(struct super_block *,
             				    struct shrink_control *);
            +	struct file *(*patched)(struct file *);
             };
            """);

    private static TestKey key;
    private static String version;

    @BeforeClass
    public static void serve_source() throws Exception {
        key = TestKey.make();
        KernelSource source = new KernelSource(
                new MadeDistro(TEMPORARY.newFolder().toPath(), Map.of()).context(),
                TEMPORARY.newFolder().toPath());
        version = source.version();
        source.serve(SERVER, key);
    }

    private static MadeDistro vanilla(String release, byte[] config) throws Exception {
        return new MadeDistro(
                TEMPORARY.newFolder().toPath(),
                Map.of("vanilla", SERVER.uri("/pub/")),
                DistroSettings.of(Map.of("vanilla.releases", release))
                        .with("vanilla.config", config)
                        .with("vanilla.keys", key.file()));
    }

    private static BuildSummary build(String release, byte[] config, Set<ProbeKind> kinds, Path output)
            throws Exception {
        MadeDistro made = vanilla(release, config);
        return made.build(Distros.named("vanilla", made.context()), Architecture.X86_64, kinds, output);
    }

    private static String config() throws IOException {
        try (InputStream in = SourceEndToEndIT.class.getResourceAsStream("kernel.config")) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    public void source_and_a_configuration_become_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        String release = version + "-mine";
        byte[] config = config().getBytes(UTF_8);
        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = build(release, config, EnumSet.allOf(ProbeKind.class), output);

        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.plan().warnings()).anyMatch(line -> line.startsWith("vanilla: ") && line.contains("source"));
        assertThat(result(summary, ProbeKind.KMOD).unchecked())
                .anyMatch(line -> line.contains("no Module.symvers"))
                .anyMatch(line -> line.contains("CONFIG_MODVERSIONS"));
        assertThat(result(summary, ProbeKind.EBPF).unchecked()).isEmpty();
        String md5 = new KernelConfig(config).md5();
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_vanilla_" + release + "_1.ko",
                        "8.0.0+driver/x86_64/falco_vanilla_" + release + "_1.o")
                .anyMatch(path -> path.endsWith("-" + release + "-" + md5 + ".ko"))
                .as("the others are by what olddefconfig made of it, under both titles")
                .filteredOn(path -> path.matches(".*-" + Pattern.quote(release) + "-[0-9a-f]{32}\\.ko"))
                .hasSize(3);
        assertThat(output.resolve("logs/0.40.0/vanilla-" + release + "-" + version + "-x86_64-kernel.log"))
                .content()
                .contains("tools/objtool/objtool", "scripts/mod/modpost", "compiler=gcc-12");
    }

    @Test
    public void a_kernel_made_with_clang_and_linked_by_lld_gets_a_module_made_so() throws Exception {
        String release = version + "-clang";
        String clang =
                """
                CONFIG_CC_VERSION_TEXT="Debian clang version 14.0.6"
                CONFIG_CC_IS_CLANG=y
                CONFIG_AS_IS_LLVM=y
                CONFIG_LD_IS_LLD=y
                CONFIG_LTO_CLANG_THIN=y
                """;
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = build(release, (config() + clang).getBytes(UTF_8), EnumSet.of(ProbeKind.KMOD), output);

        MadeDistro.assertBuilt(summary, output, 1);
        assertThat(result(summary, ProbeKind.KMOD).compiler()).isEqualTo("Debian clang version 14.0.6");
        Path module = output.resolve("8.0.0+driver/x86_64/falco_vanilla_" + release + "_1.ko");
        assertThat(Files.readString(module, ISO_8859_1))
                .as("names that optimisation at link time gives")
                .contains(".llvm.");
    }

    @Test
    public void boot2dockers_source_is_patched_and_made_by_the_next_image_where_the_first_one_cannot()
            throws Exception {
        String release = version + "-boot2docker";
        String repository = "/boot2docker/boot2docker/v18.06.1-ce/";
        String commit = "0123456789".repeat(4);
        put("/repos/boot2docker/boot2docker/tags", "[{\"name\": \"v18.06.1-ce\"}]");
        put(repository + "kernel_config", config().replaceFirst("(?<=LOCALVERSION=).*", "\"-boot2docker\""));
        put(
                repository + "Dockerfile",
                """
                FROM debian:stretch-slim
                ENV KERNEL_VERSION  %s
                ENV AUFS_REPO       https://github.com/sfjro/aufs4-standalone
                ENV AUFS_BRANCH     aufs4.9
                ENV AUFS_COMMIT     %s
                """
                        .formatted(version, commit));
        for (Map.Entry<String, String> patch : PATCHES.entrySet()) {
            put("/sfjro/aufs4-standalone/" + commit + "/aufs4-" + patch.getKey() + ".patch", patch.getValue());
        }
        MadeDistro made = new MadeDistro(
                        TEMPORARY.newFolder().toPath(),
                        Map.of("boot2docker", SERVER.uri("/"), "vanilla", SERVER.uri("/pub/")),
                        DistroSettings.NONE.with("vanilla.keys", key.file()))
                .without("bison", "bookworm");
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = made.build(
                Distros.named("boot2docker", made.context()),
                Architecture.X86_64,
                EnumSet.of(ProbeKind.KMOD),
                Naming.TARGET,
                output);

        MadeDistro.assertBuilt(summary, output, 1);
        ProbeResult result = result(summary, ProbeKind.KMOD);
        assertThat(result.tries()).containsExactly("the kernel by gcc-12 of bookworm: there is no bison in this image");
        assertThat(result.toolchain()).isEqualTo("trixie");
        String kernel = "logs/0.40.0/boot2docker-" + release + "-18.06.1-ce-x86_64-kernel";
        assertThat(output.resolve(kernel + ".log")).content().contains("there is no bison in this image");
        assertThat(output.resolve(kernel + "-2.log"))
                .content()
                .contains("applying base.patch", "applying loopback.patch", "applying mmap.patch");
        Path module = output.resolve("8.0.0+driver/x86_64/falco_boot2docker_" + release + "_1.ko");
        assertThat(sizeOf("g_ppm_fops", module))
                .as("the driver's file_operations, with what a patch has put into all of them")
                .isGreaterThan(8000);
    }

    @Test
    public void a_build_of_cos_that_has_source_alone_becomes_a_checked_module() throws Exception {
        String commit = "5".repeat(40);
        String config = config() + "CONFIG_CC_VERSION_TEXT=\"gcc-12 (Debian 12.2.0-14) 12.2.0\"\n";
        publish("10718.86.0", commit, config);
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder().toPath(), Map.of("cos", SERVER.uri("/"), "cos-configs", SERVER.uri("/")));
        Distro cos = TestDistros.cos(made.context(), "base.config", commit, config, "10718.86.0 " + version);
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = made.build(cos, Architecture.X86_64, EnumSet.of(ProbeKind.KMOD), output);

        MadeDistro.assertBuilt(summary, output, 1);
        assertThat(summary.plan().warnings()).anyMatch(line -> line.startsWith("cos: nobody signs"));
        String hash = new KernelConfig(config.getBytes(UTF_8)).md5();
        assertThat(CommandLine.probes(output))
                .contains("8.0.0+driver/x86_64/falco_cos_" + version + "+_1.ko")
                .anyMatch(path -> path.endsWith("-" + version + "+-" + hash + ".ko"));
    }

    /** A tarball with all at its top: so is what the cache keeps of a source that a kernel was made of. */
    private static Path bareSource() throws Exception {
        DistroContext context = vanilla(version, config().getBytes(UTF_8)).context();
        Distro vanilla = Distros.named("vanilla", context);
        Kernel kernel = vanilla.discover(Set.of(Architecture.X86_64)).kernels().get(0);
        String checksum = kernel.packages().get(0).sha256();
        Path kept = context.downloads().cache().file("sources", checksum + ".x86_64");
        if (!Files.exists(kept)) {
            vanilla.prepare(kernel, UnpackTarget.of(TEMPORARY.newFolder().toPath()));
        }
        return kept;
    }

    /** The list of a bucket, a tarball and a configuration, each where the real one has it. */
    private static void publish(String build, String commit, String config) throws Exception {
        Path tarball = bareSource();
        SERVER.put("/cos-tools/" + build + "/kernel-src.tar.gz", exchange -> {
            exchange.sendResponseHeaders(200, Files.size(tarball));
            Files.copy(tarball, exchange.getResponseBody());
        });
        SERVER.put("/storage/v1/b/cos-tools/o", exchange -> {
            String items = exchange.getRequestURI().getQuery().contains("kernel-src")
                    ? "{\"name\": \"%s/kernel-src.tar.gz\", \"size\": \"%d\"}".formatted(build, Files.size(tarball))
                    : "";
            byte[] answer = ("{\"kind\": \"storage#objects\", \"items\": [" + items + "]}").getBytes(UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        });
        SERVER.put(
                "/chromiumos/overlays/board-overlays/+/" + commit + "/overlay-lakitu/sys-kernel/base.config",
                Base64.getEncoder().encode(config.getBytes(UTF_8)));
    }

    /** The oldest of its releases have no headers; what they have beside kernel.org's source is in the kernel as it is booted. */
    @Test
    public void an_old_release_of_coreos_becomes_a_checked_module() throws Exception {
        byte[] config = config().getBytes(UTF_8);
        String release = version + "-coreos-r1";
        String files = "/coreos/amd64-usr/766.5.0/coreos_production_";
        byte[] kernel = TestKernelImage.x86(config);
        SERVER.put("/coreos/amd64-usr/", "<html><a href=\"766.5.0/\">766.5.0</a></html>".getBytes(UTF_8));
        SERVER.put(
                files + "image_packages.txt",
                ("sys-devel/gcc-12.2.0\nsys-kernel/coreos-kernel-" + version + "-r7::coreos\n").getBytes(UTF_8));
        SERVER.put(
                files + "image_contents.txt",
                ("-rw-r--r--  1 root    root     107713 2015-11-03 03:58 ./usr/boot/config-" + release + "\n")
                        .getBytes(UTF_8));
        SERVER.put(files + "pxe.vmlinuz", kernel);
        SERVER.put(files + "pxe.vmlinuz.sig", key.signBinary(kernel));
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder().toPath(),
                Map.of("vanilla", SERVER.uri("/pub/")),
                DistroSettings.NONE.with("vanilla.keys", key.file()));
        Path output = TEMPORARY.newFolder().toPath();
        BuildSummary summary = made.build(
                TestDistros.coreos(made.context(), Map.of("stable", SERVER.uri("/coreos/")), new FileKeys(key.file())),
                Architecture.X86_64,
                EnumSet.of(ProbeKind.KMOD),
                output);

        MadeDistro.assertBuilt(summary, output, 1);
        assertThat(CommandLine.probes(output))
                .contains("8.0.0+driver/x86_64/falco_coreos_" + release + "_1.ko")
                .anyMatch(path -> path.endsWith("-" + release + "-" + new KernelConfig(config).md5() + ".ko"));
    }

    /** The size of something that a module has. */
    private static long sizeOf(String name, Path module) throws IOException {
        ElfFile elf = ElfFile.read(module);
        ByteBuffer symbols = elf.section(".symtab").orElseThrow();
        byte[] names = new byte[elf.section(".strtab").orElseThrow().remaining()];
        elf.section(".strtab").orElseThrow().get(names);
        int place = new String(names, ISO_8859_1).indexOf("\0" + name + "\0") + 1;
        for (int at = 0; at < symbols.limit(); at += 24) {
            if (symbols.getInt(at) == place) {
                return symbols.getLong(at + 16);
            }
        }
        throw new AssertionError(module + " has no " + name);
    }

    private static void put(String path, String content) {
        SERVER.put(path, content.getBytes(UTF_8));
    }

    private static ProbeResult result(BuildSummary summary, ProbeKind kind) {
        return summary.results().stream()
                .filter(result -> result.build().kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
