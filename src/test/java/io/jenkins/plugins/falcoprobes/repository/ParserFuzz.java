package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.Compression;
import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.RpmSignatures;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * What reads bytes that somebody else wrote: whatever they are, it reads them or throws an {@link IOException}.
 *
 * <p>{@code src/bench/fuzz} lets Jazzer look for bytes that do something else, by {@link #fuzzerTestOneInput}; what it finds
 * goes to {@code src/test/resources/.../repository/fuzz/<parser>}. {@link ParserFuzzTest} tries those, and some that nobody
 * looked for.
 */
public final class ParserFuzz {
    private static final URI BASE = URI.create("http://mirror.example.org/");
    private static Parser target;

    private ParserFuzz() {}

    /** A parser, and files that it reads. */
    enum Parser {
        REPOMD {
            @Override
            void read(byte[] bytes) throws IOException {
                Repomd.parse("fuzz", bytes);
            }

            @Override
            List<byte[]> seeds() {
                return List.of(TestRpmRepository.repomd("primary", "a/b.xml.gz", "sha256", "0".repeat(64), 5));
            }
        },
        PRIMARY {
            @Override
            void read(byte[] bytes) throws IOException {
                PrimaryReader.read("fuzz", BASE, new ByteArrayInputStream(bytes), name -> true);
            }

            @Override
            List<byte[]> seeds() {
                return List.of(new TestRpmRepository(null, "")
                        .add("kernel-devel", "5.14.0", "1.el9", "x86_64", "a.rpm", "sha256", "0".repeat(64), 5)
                        .primary());
            }
        },
        METALINK {
            @Override
            void read(byte[] bytes) throws IOException {
                RpmMirrors.ofList(bytes, "x86_64");
                RpmMirrors.ofMetalink(BASE, bytes).announces(bytes);
            }

            @Override
            List<byte[]> seeds() {
                return List.of(("<metalink><files><file name=\"repomd.xml\"><verification><hash type=\"sha256\">"
                                + "0".repeat(64) + "</hash></verification><resources><url protocol=\"https\">"
                                + "https://a.example.org/9/repodata/repomd.xml</url></resources></file></files></metalink>")
                        .getBytes(UTF_8));
            }
        },
        SQLITE {
            @Override
            void read(byte[] bytes) throws IOException {
                PrimaryDatabase.read("fuzz", BASE, new SeekableInMemoryByteChannel(bytes), name -> true);
            }

            @Override
            List<byte[]> seeds() throws IOException {
                return List.of(resource("createrepo_c.sqlite.bz2"), resource("tree.sqlite.xz"));
            }
        },
        PACKAGES {
            @Override
            void read(byte[] bytes) throws IOException {
                for (Stanza stanza : PackagesReader.read(new ByteArrayInputStream(bytes), name -> true)) {
                    DebianPackage.of(stanza, "fuzz", BASE);
                    DebianRelation.parse(stanza.field("Depends").orElse(""));
                }
            }

            @Override
            List<byte[]> seeds() {
                return List.of(("Package: linux-headers-6.1.0-50-amd64\nVersion: 6.1.176-1\nArchitecture: amd64\n"
                                + "Depends: linux-kbuild-6.1, a (>= 1:2~3) | b [amd64]\nSource: linux (6.1)\n"
                                + "Filename: pool/main/l/linux/a.deb\nSize: 5\nSHA256: " + "0".repeat(64) + "\n\n")
                        .getBytes(UTF_8));
            }
        },
        RELEASE {
            @Override
            void read(byte[] bytes) throws IOException {
                Release release = new Release("fuzz", Release.withoutOtherIndexes(new String(bytes, UTF_8)));
                release.validUntil();
                release.isOf("bookworm");
                release.hasOwnIndexOfAll();
                release.packages("main", "amd64").forEach(Release.Index::byHash);
            }

            @Override
            List<byte[]> seeds() {
                return List.of(("Suite: stable\nCodename: bookworm\nValid-Until: Sat, 28 Nov 2026 00:53:02 UTC\n"
                                + "Acquire-By-Hash: yes\nArchitectures: all amd64\nSHA256:\n " + "0".repeat(64)
                                + " 5 main/binary-amd64/Packages.xz\n")
                        .getBytes(UTF_8));
            }
        },
        CLEARSIGNED {
            @Override
            void read(byte[] bytes) throws IOException {
                new Keyring(KeyringTest.debianKeys(), Clock.systemUTC())
                        .verify("fuzz", ClearsignedText.parse("fuzz", bytes), false);
            }

            @Override
            List<byte[]> seeds() throws IOException {
                return List.of(resource("InRelease.bullseye-security"));
            }
        },
        KEYS {
            @Override
            void read(byte[] bytes) throws IOException {
                new Keyring(bytes, Clock.systemUTC()).verify("fuzz", bytes, out -> out.write(bytes), false);
            }

            @Override
            List<byte[]> seeds() throws IOException {
                return List.of(ofArchives("signed.asc"));
            }
        },
        RPM {
            @Override
            void read(byte[] bytes) throws IOException {
                Files.write(file(), bytes);
                RpmArchive.identity("fuzz", file());
                RpmSignatures signatures = RpmSignatures.read("fuzz", file());
                signatures.ofAll();
                signatures.ofHeader();
                signatures.payloadSha256();
                RpmArchive.find("fuzz", new ByteArrayInputStream(bytes), name -> name.endsWith("last"), 1 << 20);
            }

            @Override
            List<byte[]> seeds() throws IOException {
                return List.of(ofArchives("small-xz.rpm"), ofArchives("signed.rpm"), ofArchives("signed-v3.rpm"));
            }
        },
        DEB {
            @Override
            void read(byte[] bytes) throws IOException {
                DebArchive.find("fuzz", new ByteArrayInputStream(bytes), name -> name.endsWith("last"), 1 << 20);
            }

            @Override
            List<byte[]> seeds() throws IOException {
                return List.of(new TestTar()
                        .file("./boot/config-6.1.0-50-amd64", "CONFIG_SMP=y\n")
                        .toDeb());
            }
        };

        /** Reads a file. */
        abstract void read(byte[] bytes) throws IOException;

        /** Files that are read whole. */
        abstract List<byte[]> seeds() throws IOException;

        /** The parser by its name in lower case. */
        static Parser named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Compression.unpack(ParserFuzz.class.getResourceAsStream(name), false)) {
            return in.readAllBytes();
        }
    }

    private static byte[] ofArchives(String name) throws IOException {
        try (InputStream in = RpmArchive.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    /** Some readers take a file of the disk. */
    private static Path file() throws IOException {
        return Files.createDirectories(Path.of("target", "fuzz"))
                .resolve(ProcessHandle.current().pid() + ".rpm");
    }

    /** Jazzer says which parser, by {@code --target_args}. */
    public static void fuzzerInitialize(String[] arguments) {
        target = Parser.named(arguments[0]);
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
        for (Parser each : Parser.values()) {
            Path folder = Files.createDirectories(Path.of(arguments[0], each.id()));
            List<byte[]> seeds = each.seeds();
            for (int i = 0; i < seeds.size(); i++) {
                Files.write(folder.resolve("seed-" + i), seeds.get(i));
            }
        }
    }
}
