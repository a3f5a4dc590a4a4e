package io.jenkins.plugins.falcoprobes.distro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.kernel.CompilerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * What a distribution without releases built its kernels with, by time: {@code arch-tools.txt} has a line from each day on
 * which that changed. Good to within weeks; where the kernel's configuration names its compiler, that counts.
 *
 * @param from the first day
 * @param compiler its gcc
 * @param libc the C library that programs need which were built then
 */
record ArchTools(Instant from, CompilerVersion compiler, String libc) {
    /** All of them, oldest first. */
    static List<ArchTools> all() throws IOException {
        try (InputStream in = ArchTools.class.getResourceAsStream("arch-tools.txt")) {
            List<ArchTools> all = new ArrayList<>();
            for (String line : new String(in.readAllBytes(), UTF_8).split("\n", -1)) {
                String[] words = line.replaceFirst("#.*", "").strip().split("\\s+", -1);
                if (words.length == 3) {
                    all.add(new ArchTools(
                            LocalDate.parse(words[0]).atStartOfDay().toInstant(ZoneOffset.UTC),
                            CompilerVersion.fromText(words[1].replace("-", " ")).orElseThrow(),
                            words[2]));
                }
            }
            return all;
        }
    }
}
