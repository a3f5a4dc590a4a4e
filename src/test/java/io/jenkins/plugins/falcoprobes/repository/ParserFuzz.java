package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What reads bytes that somebody else wrote: whatever they are, it reads them or throws an {@link IOException}.
 *
 * <p>{@code src/bench/fuzz} lets Jazzer look for bytes that do something else, by {@link #fuzzerTestOneInput}; what it finds
 * goes to {@code src/test/resources/.../repository/fuzz/<parser>}. {@link ParserFuzzTest} tries those, and some that nobody
 * looked for.
 */
public final class ParserFuzz {
    private static FuzzedParser target;

    private ParserFuzz() {}

    /** Jazzer says which parser, by {@code --target_args}. */
    public static void fuzzerInitialize(String[] arguments) {
        target = FuzzedParser.named(arguments[0]);
    }

    /** Jazzer says what to read. */
    public static void fuzzerTestOneInput(byte[] bytes) {
        try {
            target.read(bytes);
        } catch (IOException refused) {
            // That is what it is for.
            assert refused != null;
        }
    }

    /** Writes each parser's seeds into a folder of its own below the one that is named. */
    public static void main(String[] arguments) throws IOException {
        for (FuzzedParser each : FuzzedParser.values()) {
            Path folder = Files.createDirectories(Path.of(arguments[0], each.id()));
            List<byte[]> seeds = each.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(folder.resolve("seed-" + i), seeds.get(i));
            }
        }
    }
}
