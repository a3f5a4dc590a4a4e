package io.jenkins.plugins.falcoprobes.repository;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How long an apt index of 10,000 packages takes, all of which are kept, from its packed bytes. A program, not a test: run it
 * with {@code -Xmx128m}.
 */
public final class AptIndexBenchmark {
    private static final int PACKAGES = 10_000;
    private static final int RUNS = 5;

    private AptIndexBenchmark() {}

    /** Prints the time of each run. */
    public static void main(String[] arguments) throws Exception {
        byte[] packed = packed();
        System.out.println(PACKAGES + " packages, " + packed.length + " bytes packed");
        for (int run = 1; run <= RUNS; run++) {
            long begun = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            List<DebianPackage> packages = new ArrayList<>();
            for (Stanza stanza : PackagesReader.read(
                    new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16), PackageSelection.UBUNTU.names())) {
                packages.add(DebianPackage.of(stanza, "benchmark", URI.create("http://mirror.example.org/ubuntu")));
            }
            System.out.printf(
                    "run %d: %d ms, of the processor %d ms, %d of %d packages%n",
                    run,
                    (System.nanoTime() - begun) / 1_000_000,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000,
                    packages.size(),
                    PACKAGES);
        }
    }

    /** Paragraphs as long as those of Ubuntu's kernels. */
    private static byte[] packed() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Writer index = new OutputStreamWriter(new GZIPOutputStream(packed), StandardCharsets.UTF_8)) {
            for (int i = 0; i < PACKAGES; i++) {
                index.write("Package: linux-headers-6.8.0-" + i + "-generic\nArchitecture: amd64\nVersion: 6.8.0-" + i
                        + "." + i + "\nPriority: optional\nSection: devel\nSource: linux\nOrigin: Ubuntu\n"
                        + "Maintainer: Ubuntu Kernel Team <kernel-team@lists.ubuntu.com>\n"
                        + "Bugs: https://bugs.launchpad.net/ubuntu/+filebug\nInstalled-Size: 28335\n"
                        + "Provides: linux-headers, linux-headers-3.0\nDepends: linux-headers-6.8.0-" + i
                        + ", libc6 (>= 2.38), libelf1t64 (>= 0.144), libgcc-s1 (>= 4.2), libssl3t64 (>= 3.0.0)\n"
                        + "Filename: pool/main/l/linux/linux-headers-6.8.0-" + i + "-generic_amd64.deb\nSize: 3865730\n"
                        + "MD5sum: " + "0".repeat(32) + "\nSHA1: " + "0".repeat(40) + "\nSHA256: " + "0".repeat(64)
                        + "\nSHA512: " + "0".repeat(128) + "\nDescription: Linux kernel headers\nDescription-md5: "
                        + "0".repeat(32) + "\n\n");
            }
        }
        return packed.toByteArray();
    }
}
