package io.jenkins.plugins.falcoprobes.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jenkins.plugins.falcoprobes.build.check.ProbeChecks;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The files of the checks' tests, of which the benchmark's modules are made: checks are real here, too. */
final class Fixtures {
    /** What the module of the tests was made for; releases that stand in for it have to be as long. */
    private static final String RELEASE = "6.1.0-56-amd64";

    private Fixtures() {}

    static byte[] bytes(String name) throws IOException {
        try (InputStream in = ProbeChecks.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new NoSuchFileException(name);
            }
            return in.readAllBytes();
        }
    }

    /** A module that passes for one of this release. */
    static byte[] module(byte[] original, String release) {
        if (release.length() != RELEASE.length()) {
            throw new IllegalArgumentException(release);
        }
        return new String(original, ISO_8859_1).replace(RELEASE, release).getBytes(ISO_8859_1);
    }

    /** A folder that passes for the source of that module. */
    static void driver(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : new String[] {"main.c", "ppm_events.c", "Makefile"}) {
            Files.writeString(folder.resolve(name), "");
        }
        Files.writeString(folder.resolve("API_VERSION"), "8.0.3\n");
        Files.writeString(folder.resolve("SCHEMA_VERSION"), "3.5.0\n");
        Files.writeString(folder.resolve("driver_config.h"), "#define DRIVER_VERSION \"8.0.0+driver\"\n");
    }
}
