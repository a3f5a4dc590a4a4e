package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.Compression;
import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.DiskArchive;
import io.jenkins.plugins.falcoprobes.archive.KernelImage;
import io.jenkins.plugins.falcoprobes.archive.RpmArchive;
import io.jenkins.plugins.falcoprobes.archive.RpmSignatures;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.TestKernelImage;
import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.build.check.ElfFile;
import io.jenkins.plugins.falcoprobes.distro.Distro;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.distro.DistroSettings;
import io.jenkins.plugins.falcoprobes.distro.Distros;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.Kernel;
import io.jenkins.plugins.falcoprobes.kernel.KernelConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/** A parser of bytes that somebody else wrote, and files that it reads. */
enum FuzzedParser {
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
            written(bytes);
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
    },
    TARBALL {
        @Override
        void read(byte[] bytes) throws IOException {
            Tarball.firstName("fuzz", new ByteArrayInputStream(bytes), name -> name.endsWith("last"));
            Tarball.repack("fuzz", written(bytes), OutputStream.nullOutputStream(), LIMITS, Optional::of);
            unpack(unpacker -> Tarball.unpack(file(), unpacker, Optional::of));
        }

        @Override
        List<byte[]> seeds() throws IOException {
            byte[] tar = new TestTar()
                    .folder("a/")
                    .file("a/Makefile", "all:\n")
                    .file("a/" + "long/".repeat(30) + "name", "x")
                    .link("a/link", "Makefile")
                    .toBytes();
            return List.of(tar, TestTar.gzip(tar), TestTar.xz(tar));
        }
    },
    DISK {
        @Override
        void read(byte[] bytes) throws IOException {
            written(bytes);
            unpack(unpacker -> DiskArchive.unpack("fuzz", file(), unpacker, Optional::of));
        }

        /** Those with a partition table are made in {@code DiskArchiveIT}: its checksums keep fuzzers out. */
        @Override
        List<byte[]> seeds() throws IOException {
            List<byte[]> seeds = new ArrayList<>();
            for (String name : List.of(
                    "small.ext2.gz",
                    "small.ext4.gz",
                    "small.gzip.squashfs",
                    "small.xz.squashfs",
                    "small.lz4.squashfs",
                    "small.zstd.squashfs")) {
                try (InputStream in = Compression.unpack(new ByteArrayInputStream(ofArchives(name)), false)) {
                    seeds.add(in.readAllBytes());
                }
            }
            return seeds;
        }
    },
    PACMAN {
        @Override
        void read(byte[] bytes) throws IOException {
            PacmanDatabase.parse(BASE, BASE, bytes, Set.of("linux-headers"));
        }

        @Override
        List<byte[]> seeds() throws IOException {
            TestPacmanRepository made = new TestPacmanRepository()
                    .add("linux-headers", "6.9.7.arch1-1", "x86_64", new byte[1], 1_719_540_000);
            byte[] packed = made.toBytes();
            try (InputStream in = Compression.unpack(new ByteArrayInputStream(packed), false)) {
                return List.of(packed, in.readAllBytes());
            }
        }
    },
    KERNEL {
        @Override
        void read(byte[] bytes) throws IOException {
            KernelImage.config("fuzz", written(bytes));
        }

        @Override
        List<byte[]> seeds() throws IOException {
            byte[] config = "CONFIG_SMP=y\n".getBytes(UTF_8);
            return List.of(TestKernelImage.plain(config), TestKernelImage.x86(config));
        }
    },
    LISTING {
        @Override
        void read(byte[] bytes) throws IOException {
            DirectoryListing.parse(BASE, new String(bytes, UTF_8));
        }

        @Override
        List<byte[]> seeds() {
            return List.of(TestPacmanRepository.page("a%2Bb.pkg.tar.zst", "b/", "?C=N;O=D"));
        }
    },
    TAGS {
        @Override
        void read(byte[] bytes) throws IOException {
            GitHub.parse(BASE, bytes).forEach(tag -> tag.path("name").asText());
        }

        @Override
        List<byte[]> seeds() {
            return List.of("[{\"name\": \"v1.2.3\", \"commit\": {\"sha\": \"0\"}}]".getBytes(UTF_8));
        }
    },
    BUCKET {
        @Override
        void read(byte[] bytes) throws IOException {
            new CloudBucket(null, BASE, "bucket").page(BASE, bytes);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(("{\"kind\": \"storage#objects\", \"nextPageToken\": \"x\", \"items\": [{\"name\":"
                            + " \"1/kernel-headers.tgz\", \"size\": \"5\", \"md5Hash\": \"1B2M2Y8AsgTpgAmY7PhCfg==\"}]}")
                    .getBytes(UTF_8));
        }
    },
    KERNELS {
        /** Nothing is asked of kernel.org: {@code file:} is no address of a server. */
        @Override
        void read(byte[] bytes) throws IOException {
            DistroContext context = new DistroContext(
                    TestArchive.downloads(file().resolveSibling("cache")),
                    Map.of("vanilla", URI.create("file:///nowhere/")),
                    DistroSettings.NONE.with("list.file", bytes));
            Distro list = Distros.named("list", context);
            try {
                for (Kernel kernel :
                        list.discover(EnumSet.allOf(Architecture.class)).kernels()) {
                    list.bootConfigs(kernel).get(0).compiler();
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        List<byte[]> seeds() {
            return List.of(("{\"CentOS\": [{\"kernelversion\": \"1\", \"kernelrelease\": \"4.18.0-553.el8.x86_64\","
                            + " \"target\": \"centos\", \"headers\": [\"https://example.org/kernel-devel-4.18.0.rpm\"],"
                            + " \"kernelconfigdata\": \"Q09ORklHX1g4Nl82ND15CkNPTkZJR19HQ0NfVkVSU0lPTj0xMjAyMDAK\"},"
                            + " {\"kernelversion\": \"1_1.26.0\", \"kernelrelease\": \"5.10.57\", \"target\":"
                            + " \"minikube\", \"headers\": [null]}]}")
                    .getBytes(UTF_8));
        }
    },
    CONFIG {
        @Override
        void read(byte[] bytes) {
            KernelConfig config = new KernelConfig(bytes);
            config.compiler();
            config.values().keySet().forEach(config::value);
        }

        @Override
        List<byte[]> seeds() {
            return List.of(
                    """
                    CONFIG_CC_VERSION_TEXT="gcc (Debian 12.2.0-14) 12.2.0"
                    CONFIG_GCC_VERSION=120200
                    # CONFIG_SMP is not set
                    CONFIG_CLANG_VERSION=0
                    CONFIG_LOCALVERSION=""
                    """
                            .getBytes(UTF_8));
        }
    },
    ELF {
        @Override
        void read(byte[] bytes) throws IOException {
            ElfFile elf = ElfFile.read(written(bytes));
            elf.undefinedSymbols();
            for (String name : elf.sectionNames()) {
                elf.section(name);
            }
        }

        @Override
        List<byte[]> seeds() throws IOException {
            List<byte[]> seeds = new ArrayList<>();
            for (String name : List.of("falco.ko", "probe.o")) {
                try (InputStream in = ElfFile.class.getResourceAsStream(name)) {
                    seeds.add(in.readAllBytes());
                }
            }
            return seeds;
        }
    };

    private static final URI BASE = URI.create("http://mirror.example.org/");

    /** What a fuzzer may write to the disk each time. */
    private static final UnpackLimits LIMITS = new UnpackLimits(1_000, 1 << 20, 1 << 22);

    /** Reads a file. */
    abstract void read(byte[] bytes) throws IOException;

    /** Files that are read whole. */
    abstract List<byte[]> seeds() throws IOException;

    /** The parser by its name in lower case. */
    static FuzzedParser named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Compression.unpack(FuzzedParser.class.getResourceAsStream(name), false)) {
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
                .resolve("fuzz-" + ProcessHandle.current().pid());
    }

    private static Path written(byte[] bytes) throws IOException {
        return Files.write(file(), bytes);
    }

    private interface Unpacking {
        void into(SafeUnpacker unpacker) throws IOException;
    }

    /** Unpacks into a folder that is not there any more afterwards. */
    private static void unpack(Unpacking archive) throws IOException {
        Path root = Files.createTempDirectory(file().getParent(), "unpacked-");
        try {
            archive.into(new SafeUnpacker(UnpackTarget.of(root), LIMITS));
        } finally {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
