package io.jenkins.plugins.falcoprobes.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.build.BuildSummary;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.driver.Naming;
import io.jenkins.plugins.falcoprobes.driver.ProbeKind;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Bottlerocket, all the way: a source package as Amazon Linux has them, made by rpm's own tools of Debian's source of a
 * kernel, a configuration and patches, named by a release's files, made and compiled for in containers, checked.
 */
public class BottlerocketEndToEndIT {
    private static final String RELEASES = "/bottlerocket-os/bottlerocket/v1.26.1/";
    private static final String KIT = "/bottlerocket-os/bottlerocket-core-kit/v3.1.1/packages/kernel-6.1/";

    @ClassRule
    public static final TemporaryFolder TEMPORARY = new TemporaryFolder();

    @ClassRule
    public static final TestServer SERVER = new TestServer();

    private static void put(String path, String content) {
        SERVER.put(path, content.getBytes(UTF_8));
    }

    @Test
    public void a_source_package_with_patches_becomes_a_checked_module_and_a_checked_ebpf_probe() throws Exception {
        MadeDistro made = new MadeDistro(TEMPORARY.newFolder().toPath(), Map.of("bottlerocket", SERVER.uri("/")));
        KernelSource source =
                new KernelSource(made.context(), TEMPORARY.newFolder().toPath());
        String version = source.version();
        publish(sourcePackage(source, version));

        Distro bottlerocket = Distros.named("bottlerocket", made.context());
        Path output = TEMPORARY.newFolder("output").toPath();
        BuildSummary summary =
                made.build(bottlerocket, Architecture.X86_64, EnumSet.allOf(ProbeKind.class), Naming.TARGET, output);
        MadeDistro.assertBuilt(summary, output);
        assertThat(CommandLine.probes(output))
                .contains(
                        "8.0.0+driver/x86_64/falco_bottlerocket_" + version + "_1_1.26.1-aws.ko",
                        "8.0.0+driver/x86_64/falco_bottlerocket_" + version + "_1_1.26.1-aws.o");
        assertThat(kernelLog(output))
                .content()
                .contains("applying 0001-of-what-is-here.patch", "applying 0002-of-what-is-not.patch")
                .contains("compiler=gcc-12");
    }

    private static Path sourcePackage(KernelSource source, String version) throws Exception {
        Path sources = TEMPORARY.newFolder("sources").toPath();
        Files.copy(source.tarball(), sources.resolve("linux-" + version + ".tar.xz"));
        try (InputStream in = BottlerocketEndToEndIT.class.getResourceAsStream("kernel.config")) {
            Files.write(sources.resolve("config-x86_64"), in.readAllBytes());
        }
        Files.writeString(sources.resolve("config-aarch64"), "CONFIG_ARM64=y\n");
        Files.writeString(
                sources.resolve("0001-of-what-is-here.patch"),
                """
                From: Somebody <somebody@example.org>

                --- a/Makefile
                +++ b/Makefile
                @@ -1,4 +1,5 @@
                 # SPDX-License-Identifier: GPL-2.0
                +# patched
                 VERSION = 6
                 PATCHLEVEL = 1
                --- /dev/null
                +++ b/include/linux/ours.h
                @@ -0,0 +1 @@
                +#define OURS 1
                """
                        .replace("-1,4 +1,5", "-1,3 +1,4"));
        Files.writeString(
                sources.resolve("0002-of-what-is-not.patch"),
                """
                --- a/drivers/char/mem.c
                +++ b/drivers/char/mem.c
                @@ -1,2 +1,3 @@
                 // SPDX-License-Identifier: GPL-2.0
                +// patched
                 /*
                """);
        Path spec = sources.resolve("kernel.spec");
        Files.writeString(
                spec,
                """
                Name: kernel
                Version: %s
                Release: 1.amzn2023
                Summary: The kernel
                License: GPL-2.0
                Source0: linux-%s.tar.xz
                Source1: config-x86_64
                Source2: config-aarch64
                Patch1: 0001-of-what-is-here.patch
                Patch2: 0002-of-what-is-not.patch
                %%description
                The kernel.
                """
                        .formatted(version, version));
        return new RpmBuilder(TEMPORARY.newFolder("rpms").toPath()).source(spec);
    }

    private static void publish(Path rpm) throws Exception {
        put("/repos/bottlerocket-os/bottlerocket/tags", "[{\"name\": \"v1.26.1\"}]");
        put(RELEASES + "Cargo.toml", "members = [\n    \"variants/aws-k8s-1.31\",\n]\n");
        put(
                RELEASES + "Twoliter.toml",
                "[[kit]]\nname = \"bottlerocket-core-kit\"\nversion = \"3.1.1\"\nvendor = \"bottlerocket\"\n");
        put(RELEASES + "variants/aws-k8s-1.31/Cargo.toml", "included-packages = [\n    \"kernel-6.1\",\n]\n");
        byte[] bytes = Files.readAllBytes(rpm);
        SERVER.put("/blobstore/c5625b/" + rpm.getFileName(), bytes);
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
        put(
                KIT + "Cargo.toml",
                "url = \"" + SERVER.uri("/blobstore/c5625b/" + rpm.getFileName()) + "\"\nsha512 = \"" + sum + "\"\n");
        put(KIT + "config-bottlerocket", "CONFIG_LOCALVERSION=\"\"\n# CONFIG_LOCALVERSION_AUTO is not set\n");
    }

    private static Path kernelLog(Path output) throws IOException {
        try (Stream<Path> files = Files.walk(output.resolve("logs"))) {
            return files.filter(file -> file.toString().endsWith("-kernel.log"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
