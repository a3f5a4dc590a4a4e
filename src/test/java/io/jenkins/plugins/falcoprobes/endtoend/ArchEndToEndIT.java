package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.TestDistros;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Arch Linux, all the way: a package of a real kernel's headers with a signature, its database made by pacman's own
 * repo-add, served by HTTP, compiled for in a container, checked.
 */
public class ArchEndToEndIT {
    private static final String RELEASE = "6.1.7-arch1-1";
    private static final String FILE = "linux-headers-6.1.7.arch1-1-x86_64.pkg.tar.zst";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    @Test
    public void a_package_becomes_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        MadeDistro made = new MadeDistro(
                TEMPORARY.newFolder("made").toPath(), Map.of("arch", SERVER.uri("/"), "arch-archive", SERVER.uri("/")));
        KernelTree tree = made.debianTree();
        Path content = TEMPORARY.newFolder("package").toPath();
        made.copyHeaders(tree, RELEASE, content.resolve("usr/lib/modules/" + RELEASE + "/build"));
        Files.write(
                content.resolve(".PKGINFO"),
                "pkgname = linux-headers\npkgbase = linux\npkgver = 6.1.7.arch1-1\nbuilddate = 1674060000\nsize = 1\narch = x86_64\n"
                        .getBytes(UTF_8));
        Path repository = TEMPORARY.newFolder("core").toPath();
        Path file = repository.resolve(FILE);
        MadeDistro.run(
                content,
                "tar",
                "--create",
                "--zstd",
                "--owner=0",
                "--group=0",
                "--file",
                file.toString(),
                ".PKGINFO",
                "usr");
        TestKey key = TestKey.make();
        Files.write(repository.resolve(FILE + ".sig"), key.signBinary(Files.readAllBytes(file)));
        MadeDistro.run(repository, "repo-add", "--quiet", "core.db.tar.gz", FILE);
        MadeDistro.serve(SERVER, "/core/os/x86_64/", repository);

        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary = made.build(TestDistros.arch(made.context(), key.file()), output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(summary.plan().warnings()).allMatch(line -> line.contains("404"));
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_arch_" + RELEASE + "_1.ko",
                        "8.0.0+driver/x86_64/falco_arch_" + RELEASE + "_1.o")
                .anyMatch(path ->
                        path.endsWith("-" + RELEASE + "-" + tree.config().md5() + ".ko"));
    }
}
