package io.jenkins.plugins.falcoprobes.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.falcoprobes.archive.DebArchive;
import io.jenkins.plugins.falcoprobes.archive.SafeUnpacker;
import io.jenkins.plugins.falcoprobes.archive.Tarball;
import io.jenkins.plugins.falcoprobes.archive.UnpackLimits;
import io.jenkins.plugins.falcoprobes.archive.UnpackTarget;
import io.jenkins.plugins.falcoprobes.container.BuildContainer;
import io.jenkins.plugins.falcoprobes.container.TestEngine;
import io.jenkins.plugins.falcoprobes.distro.DistroContext;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.kernel.KernelTree;
import io.jenkins.plugins.falcoprobes.repository.DebianPackage;
import io.jenkins.plugins.falcoprobes.repository.TestKey;
import io.jenkins.plugins.falcoprobes.repository.TestServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The source of Debian's kernel 6.1, which its headers lack. */
final class KernelSource {
    private static final Pattern PROGRAMS =
            Pattern.compile("[^/]+/(scripts/(?:(?:basic|mod|include)/[^/]+|recordmcount\\.[ch]))");
    private static final List<String> GENERATED = List.of("elfconfig.h", "devicetable-offsets.h");
    private static final long LARGEST = 1 << 20;

    private final DebianPackage found;
    private final Path tarball;

    /** Fetches it, once, into the cache that all of these tests share, and unpacks the package into a folder. */
    KernelSource(DistroContext context, Path folder) throws IOException, InterruptedException {
        found = context.debian()
                .find("bookworm", "linux-source-6.1", Architecture.X86_64)
                .orElseThrow(() -> new AssertionError("Debian has no linux-source-6.1"));
        Path deb = context.debian().fetch(found);
        DebArchive.unpack(
                found.name(),
                deb,
                new SafeUnpacker(UnpackTarget.of(folder), UnpackLimits.DEFAULT),
                name -> name.endsWith(".tar.xz") ? Optional.of("source.tar.xz") : Optional.empty());
        tarball = folder.resolve("source.tar.xz");
    }

    /** The kernel's version. */
    String version() {
        return found.version().toString().replaceFirst("-.*", "");
    }

    /** All of it, in one folder. */
    Path tarball() {
        return tarball;
    }

    /** Serves it as kernel.org serves its own, below {@code /pub/}. */
    void serve(TestServer server, TestKey key) throws Exception {
        String name = "linux-" + version() + ".tar.xz";
        server.put("/pub/v6.x/" + name, exchange -> {
            exchange.sendResponseHeaders(200, Files.size(tarball));
            Files.copy(tarball, exchange.getResponseBody());
        });
        server.put("/pub/v6.x/sha256sums.asc", key.clearsign(sha256(tarball) + "  " + name + "\n"));
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Adds to a tree of Debian's what other distributions have in their headers: the sources of build programs, in
     * {@code programs}, and what the kernel's own build generated of them for its machine, in {@code generated}. Debian has a
     * {@code modpost} for each kind of ELF; now it is the one for such machines.
     */
    void addPrograms(KernelTree tree) throws IOException, InterruptedException {
        SafeUnpacker unpacker = new SafeUnpacker(
                UnpackTarget.of(Files.createDirectory(tree.root().resolve("programs"))), UnpackLimits.DEFAULT);
        Tarball.unpack(tarball, unpacker, name -> {
            Matcher wanted = PROGRAMS.matcher(name);
            return wanted.matches() ? Optional.of(wanted.group(1)) : Optional.empty();
        });
        MadeDistro.run(
                tree.root().resolve("kbuild/scripts/mod"),
                "sh",
                "-euc",
                "mv modpost.real-lsb-64 modpost; rm modpost.real-*");
        Path generated = Files.createDirectory(tree.root().resolve("generated"));
        Path log = tarball.resolveSibling("generate.log");
        try (InputStream in = KernelSource.class.getResourceAsStream("generate.sh");
                BuildContainer container = TestEngine.container("bookworm-aarch64", tree.root())) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            int status = container.exec(List.of("sh", "-euc", script), Map.of(), log, Duration.ofMinutes(1));
            assertThat(status).as(Files.readString(log)).isZero();
            for (String name : GENERATED) {
                container.read("/output/" + name, generated.resolve(name), LARGEST);
            }
        }
    }
}
