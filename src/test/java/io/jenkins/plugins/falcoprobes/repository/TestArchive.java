package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bouncycastle.openpgp.PGPException;

/** A small Debian archive on a test's server, signed with a test's key. */
public final class TestArchive {
    private final TestServer server;
    private final TestKey key;
    private final Map<String, StringBuilder> indexes = new LinkedHashMap<>();

    /** An archive without a suite. */
    public TestArchive(TestServer server) throws PGPException {
        this.server = server;
        this.key = TestKey.make();
    }

    /** Adds a package to a suite's index, with the fields that depend on its content. */
    public void add(String suite, String architecture, String fields, byte[] deb) {
        Stanza stanza = Stanza.parse(fields);
        String path = "pool/main/" + stanza.field("Package").orElseThrow() + "_"
                + stanza.field("Version").orElseThrow() + ".deb";
        server.put("/debian/" + path, deb);
        indexes.computeIfAbsent(suite + " " + architecture, name -> new StringBuilder())
                .append(fields.strip())
                .append("\nFilename: ")
                .append(path)
                .append("\nSize: ")
                .append(deb.length)
                .append("\nSHA256: ")
                .append(Checksums.sha256(deb))
                .append("\n\n");
    }

    /** Signs and serves a suite with the packages that were added. */
    public void publish(String suite) throws IOException, PGPException {
        publish(suite, UnaryOperator.identity());
    }

    /** As {@link #publish(String)}, the text of {@code Release} changed before it is signed. */
    public void publish(String suite, UnaryOperator<String> change) throws IOException, PGPException {
        server.put("/debian/dists/" + suite + "/InRelease", key.clearsign(change.apply(release(suite))));
    }

    /** As {@link #publish(String)}, the signature in a file of its own. */
    public void publishApart(String suite) throws IOException, PGPException {
        byte[] release = release(suite).getBytes(UTF_8);
        server.remove("/debian/dists/" + suite + "/InRelease");
        server.put("/debian/dists/" + suite + "/Release", release);
        server.put("/debian/dists/" + suite + "/Release.gpg", key.sign(release));
    }

    private String release(String suite) throws IOException {
        StringBuilder release = new StringBuilder("Origin: Debian\nSuite: old" + suite + "\nCodename: " + suite
                + "\nAcquire-By-Hash: yes\nNo-Support-for-Architecture-all: Packages\n"
                + "Architectures: all amd64 arm64\nSHA256:\n");
        for (String architecture : List.of("amd64", "arm64")) {
            byte[] index = indexes.getOrDefault(suite + " " + architecture, new StringBuilder())
                    .toString()
                    .getBytes(UTF_8);
            String folder = "main/binary-" + architecture + "/";
            server.put("/debian/dists/" + suite + "/" + folder + "Packages", index);
            line(release, index, folder + "Packages");
            pack(suite, TestTar.xz(index), folder + "Packages.xz", release);
            pack(suite, TestTar.gzip(index), folder + "Packages.gz", release);
        }
        return release.toString();
    }

    private void pack(String suite, byte[] packed, String path, StringBuilder release) {
        String folder = path.substring(0, path.lastIndexOf('/'));
        server.put("/debian/dists/" + suite + "/" + folder + "/by-hash/SHA256/" + Checksums.sha256(packed), packed);
        line(release, packed, path);
    }

    private static void line(StringBuilder release, byte[] file, String path) {
        release.append(' ')
                .append(Checksums.sha256(file))
                .append("   ")
                .append(file.length)
                .append(' ')
                .append(path)
                .append('\n');
    }

    /** The key that it is signed with. */
    public TestKey key() {
        return key;
    }

    /** The archive's address. */
    public URI uri() {
        return server.uri("/debian");
    }

    /** Downloads that pause only shortly. */
    public static Downloads downloads(Path cache) throws IOException {
        Http http = new Http(ProxySettings.of(Map.of()), Duration.ofSeconds(10));
        return new Downloads(cache, http, new Retries(1, Duration.ofMillis(1), notice -> {}));
    }

    /** A reader of some suites that trusts the archive's key. */
    public AptArchive open(Downloads downloads, String... suites) throws IOException {
        return open(downloads, AptPlace.Kind.OWN, true, suites);
    }

    AptArchive open(Downloads downloads, AptPlace.Kind kind, boolean checkValidUntil, String... suites)
            throws IOException {
        return open(
                downloads,
                checkValidUntil,
                Stream.of(suites).map(name -> suite(name, kind, false)).toList());
    }

    AptArchive open(Downloads downloads, boolean checkValidUntil, List<AptSuite> suites) throws IOException {
        byte[] file = key.file();
        AptTable table = new AptTable((from, places) -> file, AptKeys.NONE, Map.of(), List.of(), List.of());
        return new AptArchive(
                "Debian",
                downloads,
                suites,
                PackageSelection.USUAL,
                new ReleaseVerifiers(downloads, table, Map.of(), checkValidUntil));
    }

    /** A table of the archive: it is called {@code main}, and has its key. */
    public AptTable table(String facts) throws IOException {
        server.put("/debian/key.gpg", key.file());
        String own = "keys main:key.gpg " + key.fingerprint() + "\nbase main " + uri() + "\n";
        return AptTable.parse("test", own + facts);
    }

    AptSuite suite(String name, AptPlace.Kind kind, boolean optional) {
        return suite(name, new AptPlace(uri(), kind), optional);
    }

    AptSuite suite(String name, AptPlace place, boolean optional) {
        return new AptSuite(name, Set.of(Architecture.values()), List.of("main"), List.of(place), optional);
    }
}
