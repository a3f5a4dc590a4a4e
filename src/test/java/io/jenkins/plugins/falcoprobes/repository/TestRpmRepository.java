package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.TestTar;
import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.bouncycastle.openpgp.PGPException;

/** A small rpm repository on a test's server, as createrepo_c makes them. */
public final class TestRpmRepository {
    private final TestServer server;
    private final String folder;
    private final StringBuilder packages = new StringBuilder();
    private int count;

    /** A repository without a package, in a folder of the server. */
    public TestRpmRepository(TestServer server, String folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Its address. */
    public URI uri() {
        return server.uri(folder);
    }

    /** Adds a package. */
    public TestRpmRepository add(String name, String version, String release, String architecture, byte[] rpm) {
        String path = "Packages/" + name + "-" + version + "-" + release + "." + architecture + ".rpm";
        server.put(folder + "/" + path, rpm);
        return add(name, version, release, architecture, path, "sha256", Checksums.sha256(rpm), rpm.length);
    }

    /** Adds a package to the index alone, which says that it is at this path. */
    public TestRpmRepository add(
            String name,
            String version,
            String release,
            String architecture,
            String path,
            String checksumKind,
            String checksum,
            long size) {
        count++;
        packages.append("<package type=\"rpm\">\n  <name>").append(name).append("</name>\n");
        packages.append("  <arch>").append(architecture).append("</arch>\n");
        packages.append("  <version epoch=\"0\" ver=\"").append(version).append("\" rel=\"");
        packages.append(release).append("\"/>\n");
        packages.append("  <checksum type=\"").append(checksumKind).append("\" pkgid=\"YES\">");
        packages.append(checksum).append("</checksum>\n");
        packages.append("  <summary>The &lt;kernel&gt; &amp; more</summary>\n  <packager></packager>\n");
        packages.append("  <time file=\"1\" build=\"1\"/>\n  <size package=\"").append(size);
        packages.append("\" installed=\"1\" archive=\"1\"/>\n");
        packages.append("  <location href=\"").append(path).append("\"/>\n  <format>\n");
        packages.append("    <rpm:provides><rpm:entry name=\"name\" flags=\"EQ\" ver=\"1\"/></rpm:provides>\n");
        packages.append("    <file>/usr/src/kernels</file>\n  </format>\n</package>\n");
        return this;
    }

    byte[] primary() {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<metadata xmlns=\"http://linux.duke.edu/metadata/common\""
                        + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\" packages=\"" + count + "\">\n"
                        + packages + "</metadata>\n")
                .getBytes(UTF_8);
    }

    /** Serves what was added. */
    public TestRpmRepository publish() throws IOException {
        return publish("gz", TestTar.gzip(primary()));
    }

    TestRpmRepository publish(String ending, byte[] packed) {
        String checksum = Checksums.sha256(packed);
        String path = "repodata/" + checksum + "-primary.xml." + ending;
        server.put(folder + "/" + path, packed);
        return publish(repomd("primary", path, "sha256", checksum, packed.length));
    }

    TestRpmRepository publish(byte[] repomd) {
        server.put(folder + "/repodata/repomd.xml", repomd);
        return this;
    }

    static byte[] repomd(String type, String path, String kind, String checksum, long size) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                        + "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\""
                        + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n"
                        + "  <revision>1700000000</revision>\n"
                        + "  <data type=\"filelists\"><checksum type=\"sha256\">0</checksum>"
                        + "<location href=\"repodata/other\"/></data>\n"
                        + "  <data type=\"" + type + "\">\n"
                        + "    <checksum type=\"" + kind + "\">" + checksum + "</checksum>\n"
                        + "    <open-checksum type=\"sha256\">0</open-checksum>\n"
                        + "    <location href=\"" + path + "\"/>\n"
                        + "    <timestamp>1700000000</timestamp>\n    <size>" + size + "</size>\n"
                        + "    <open-size>1</open-size>\n  </data>\n</repomd>\n")
                .getBytes(UTF_8);
    }

    /** Signs what is served. */
    public void sign(TestKey key) throws IOException, PGPException, InterruptedException {
        byte[] repomd = TestArchive.downloads(java.nio.file.Files.createTempDirectory("sign"))
                .latest(URI.create(uri() + "/repodata/repomd.xml"), 1 << 20);
        server.put(folder + "/repodata/repomd.xml.asc", key.sign(repomd));
    }

    /** It as a source for x86_64. */
    public RpmSource source(String name) {
        return source(name, List.of(new RpmPlace(RpmPlace.Kind.REPOSITORY, uri())));
    }

    static RpmSource source(String name, List<RpmPlace> places) {
        return new RpmSource(name, Architecture.X86_64, places, false);
    }
}
