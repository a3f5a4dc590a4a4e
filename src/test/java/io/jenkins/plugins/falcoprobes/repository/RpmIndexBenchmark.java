package io.jenkins.plugins.falcoprobes.repository;

import io.jenkins.plugins.falcoprobes.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPOutputStream;

/**
 * How long an index of 10,000 packages takes, from its packed bytes. A program, not a test: run it with {@code -Xmx128m};
 * with the argument {@code sqlite} for the one of {@link PrimaryDatabaseTest}.
 */
public final class RpmIndexBenchmark {
    private static final int PACKAGES = 10_000;
    private static final int RUNS = 5;
    private static final URI BASE = URI.create("http://mirror.example.org/");
    private static final Predicate<String> WANTED = "kernel-devel"::equals;

    private RpmIndexBenchmark() {}

    /** Prints the time of each run. */
    public static void main(String[] arguments) throws Exception {
        boolean sqlite = List.of(arguments).contains("sqlite");
        byte[] packed = sqlite ? database() : packed();
        CacheFolder cache = CacheFolder.in(Files.createTempDirectory("benchmark"));
        System.out.println(PACKAGES + " packages, " + packed.length + " bytes packed");
        for (int run = 1; run <= RUNS; run++) {
            long begun = System.nanoTime();
            long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            PrimaryReader.Packages packages;
            try (InputStream in = Compression.unpack(new ByteArrayInputStream(packed), true)) {
                packages = sqlite
                        ? cache.spill(in, 1 << 30, file -> PrimaryDatabase.read("benchmark", BASE, file, WANTED))
                        : PrimaryReader.read("benchmark", BASE, in, WANTED);
            }
            System.out.printf(
                    "run %d: %d ms, of the processor %d ms, %d of %d packages%n",
                    run,
                    (System.nanoTime() - begun) / 1_000_000,
                    (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1_000_000,
                    packages.packages().size(),
                    packages.total());
        }
    }

    private static byte[] database() throws IOException {
        try (InputStream in = RpmIndexBenchmark.class.getResourceAsStream("many.sqlite.xz")) {
            return in.readAllBytes();
        }
    }

    /** Every package has 40 capabilities and 20 files, as those of real distributions have on average. */
    private static byte[] packed() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (Writer xml = new OutputStreamWriter(new GZIPOutputStream(packed), StandardCharsets.UTF_8)) {
            xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<metadata"
                    + " xmlns=\"http://linux.duke.edu/metadata/common\""
                    + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n");
            for (int i = 0; i < PACKAGES; i++) {
                xml.write(onePackage(i));
            }
            xml.write("</metadata>\n");
        }
        return packed.toByteArray();
    }

    private static String onePackage(int i) {
        StringBuilder xml = new StringBuilder("<package type=\"rpm\"><name>");
        xml.append(i % 500 == 0 ? "kernel-devel" : "package-" + i).append("</name><arch>x86_64</arch>");
        xml.append("<version epoch=\"0\" ver=\"5.14.0\" rel=\"").append(i).append(".el9\"/>");
        xml.append("<checksum type=\"sha256\" pkgid=\"YES\">")
                .append("0".repeat(64))
                .append("</checksum>");
        xml.append("<summary>A package</summary><description>").append("words ".repeat(60));
        xml.append("</description><size package=\"1\"/><location href=\"Packages/")
                .append(i);
        xml.append(".rpm\"/><format>");
        for (int j = 0; j < 40; j++) {
            xml.append("<rpm:entry name=\"libsomething.so.").append(j).append("()(64bit)\" flags=\"EQ\" ver=\"1\"/>");
        }
        for (int j = 0; j < 20; j++) {
            xml.append("<file>/usr/bin/program-")
                    .append(i)
                    .append('-')
                    .append(j)
                    .append("</file>");
        }
        return xml.append("</format></package>\n").toString();
    }
}
