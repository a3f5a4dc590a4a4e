package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.TestKernelImage;
import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.FileKeys;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Flatcar, all the way: a developer container's image of a real kernel's headers in the folders that Flatcar's ebuilds make,
 * with a partition of ext4, packed by bzip2, signed, served by HTTP, compiled for in a container, checked.
 */
public class FlatcarEndToEndIT {
    private static final String RELEASE = "6.1.90-flatcar";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void an_image_becomes_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        MadeDistro made = new MadeDistro(TEMPORARY.newFolder("made").toPath(), Map.of());
        KernelTree tree = made.debianTree();
        Path root = TEMPORARY.newFolder("root").toPath();
        Path modules = Files.createDirectories(root.resolve("usr/lib64/modules/" + RELEASE));
        // The folder of a build with O= has what was made, the other one what it was made of.
        MadeDistro.run(
                tree.root(),
                "sh",
                "-euc",
                "mkdir \"$1\"/source \"$1\"/build; cp -a common/. \"$1\"/source/; rm -f \"$1\"/source/scripts \"$1\"/source/tools;"
                        + " cp -a kbuild/. \"$1\"/source/; cp -a kbuild/. \"$1\"/build/;"
                        + " find build -mindepth 1 -maxdepth 1 ! -name Makefile ! -name scripts ! -name tools"
                        + " -exec cp -a -t \"$1\"/build {} +; ln -s ../source \"$1\"/build/source;"
                        + " echo 'include /build/amd64-usr/var/tmp/portage/sys-kernel/coreos-modules-6.1.90/work/"
                        + "coreos-modules-6.1.90/source/Makefile' > \"$1\"/build/Makefile;"
                        + " echo \"$2\" > \"$1\"/build/include/config/kernel.release;"
                        + " echo \"#define UTS_RELEASE \\\"$2\\\"\" > \"$1\"/build/include/generated/utsrelease.h",
                "made",
                modules.toAbsolutePath().toString(),
                RELEASE);
        Files.createSymbolicLink(root.resolve("lib"), Path.of("usr/lib64"));
        Files.createSymbolicLink(root.resolve("usr/lib"), Path.of("lib64"));

        Path release =
                Files.createDirectories(TEMPORARY.newFolder("www").toPath().resolve("3815.2.3"));
        Path file = release.resolve("flatcar_developer_container.bin");
        Path partition = TEMPORARY.getRoot().toPath().resolve("partition");
        MadeDistro.run(release, "truncate", "--size=300M", partition.toString());
        MadeDistro.run(release, "mkfs.ext4", "-q", "-F", "-L", "ROOT", "-d", root.toString(), partition.toString());
        MadeDistro.run(release, "truncate", "--size=310M", file.toString());
        MadeDistro.run(release, "sgdisk", "--new=9:4096:+300M", "--change-name=9:ROOT", file.toString());
        MadeDistro.run(
                release,
                "dd",
                "if=" + partition,
                "of=" + file,
                "bs=1M",
                "oflag=seek_bytes",
                "seek=" + 4096 * 512,
                "conv=notrunc,sparse",
                "status=none");
        MadeDistro.run(release, "bzip2", "-1", file.toString());
        Files.write(
                release.resolve("flatcar_production_image_packages.txt"),
                "sys-devel/gcc-12.2.1_p20230304::portage-stable\nsys-kernel/coreos-kernel-6.1.90::coreos\nsys-libs/glibc-2.36-r7::x\n"
                        .getBytes(UTF_8));
        Path published = release.resolve("flatcar_production_image_kernel_config.txt");
        Files.write(published, tree.config().text());
        KernelConfig booted = tree.config()
                .with(new KernelConfig("CONFIG_EXTRA_FIRMWARE=\"intel-ucode/06-cf-02\"\n".getBytes(UTF_8)));
        Path kernel = release.resolve("flatcar_production_pxe.vmlinuz");
        Files.write(kernel, TestKernelImage.x86(booted.text()));
        TestKey key = TestKey.make();
        for (Path each : new Path[] {published, kernel, release.resolve("flatcar_developer_container.bin.bz2")}) {
            Files.write(each.resolveSibling(each.getFileName() + ".sig"), key.signBinary(Files.readAllBytes(each)));
        }
        SERVER.put("/amd64-usr/", "<html><a href=\"./3815.2.3/\">3815.2.3</a></html>".getBytes(UTF_8));
        MadeDistro.serve(SERVER, "/amd64-usr/", release.getParent());

        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(
                TestDistros.flatcar(made.context(), Map.of("stable", SERVER.uri("/")), new FileKeys(key.file())),
                output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.plan().warnings()).isEmpty();
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_flatcar_3815.2.3_1.ko",
                        "8.0.0+driver/x86_64/falco_flatcar_3815.2.3_1.o")
                .anyMatch(path -> path.endsWith("-" + RELEASE + "-" + booted.md5() + ".ko"))
                .anyMatch(path ->
                        path.endsWith("-" + RELEASE + "-" + tree.config().md5() + ".ko"));
    }
}
