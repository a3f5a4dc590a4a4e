package io.jenkins.plugins.falcoprobes.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

/** What Jazzer once found, and a bounded number of broken files, always the same ones. */
@RunWith(Parameterized.class)
public class ParserFuzzTest {
    private static final int BROKEN = 1500;
    private static final int[] NUMBERS = {0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, Integer.MAX_VALUE, -1};

    private final FuzzedParser parser;

    /** One parser. */
    public ParserFuzzTest(FuzzedParser parser) {
        this.parser = parser;
    }

    /** All parsers. */
    @Parameters(name = "{0}")
    public static FuzzedParser[] parsers() {
        return FuzzedParser.values();
    }

    @Test
    public void seeds_are_read_but_for_the_trust_in_them() throws Exception {
        for (byte[] seed : parser.seeds()) {
            assertThat(tried(seed)).matches(message -> message.isEmpty() || message.startsWith("fuzz: "));
        }
    }

    @Test(timeout = 60_000)
    public void broken_files_are_refused_in_one_line_or_read_and_nothing_else_happens() throws Exception {
        List<byte[]> seeds = parser.seeds();
        for (int i = 0; i < BROKEN; i++) {
            tried(broken(seeds.get(i % seeds.size()), new Random(i)));
        }
    }

    @Test
    public void what_was_found_before_does_no_more_harm() throws Exception {
        var folder = ParserFuzzTest.class.getResource("fuzz/" + parser.id());
        if (folder == null) {
            return;
        }
        try (DirectoryStream<Path> findings = Files.newDirectoryStream(Path.of(folder.toURI()))) {
            for (Path finding : findings) {
                tried(Files.readAllBytes(finding));
            }
        }
    }

    /** Why it was refused; empty if it was not. */
    private String tried(byte[] bytes) {
        try {
            parser.read(bytes);
            return "";
        } catch (IOException refused) {
            if (refused.getClass().getName().startsWith("java.") && isOfArchives()) {
                return "fuzz: a library's words, which are put after the name of the archive where somebody sees them";
            }
            assertThat(refused.getMessage()).isNotNull().doesNotContain("\n");
            return refused.getMessage();
        } catch (RuntimeException | Error e) {
            return fail(
                    parser + " fails with " + e + " on " + Base64.getEncoder().encodeToString(bytes), e);
        }
    }

    private boolean isOfArchives() {
        return parser == FuzzedParser.RPM || parser == FuzzedParser.DEB;
    }

    private static byte[] broken(byte[] good, Random random) {
        byte[] broken = good.clone();
        for (int i = random.nextInt(4); i >= 0 && broken.length > 8; i--) {
            int at = random.nextInt(broken.length - 4);
            switch (random.nextInt(5)) {
                case 0 -> broken[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> broken[at] = (byte) random.nextInt();
                case 2 -> {
                    int number = NUMBERS[random.nextInt(NUMBERS.length)];
                    for (int j = 0; j < 4; j++) {
                        broken[at + j] = (byte) (number >> (24 - 8 * j));
                    }
                }
                case 3 -> broken = Arrays.copyOf(broken, at);
                default -> broken = repeated(broken, at, Math.min(broken.length, at + 1 + random.nextInt(200)));
            }
        }
        return broken;
    }

    /** With a piece of it twice. */
    private static byte[] repeated(byte[] bytes, int from, int to) {
        byte[] repeated = Arrays.copyOf(bytes, bytes.length + to - from);
        System.arraycopy(bytes, from, repeated, to, bytes.length - from);
        return repeated;
    }
}
