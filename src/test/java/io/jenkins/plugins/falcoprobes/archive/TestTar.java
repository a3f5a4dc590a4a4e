package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Makes a tar archive, well or badly meant, and packages of it. */
public final class TestTar {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

    public TestTar() {
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
    }

    /** Adds a file. */
    public TestTar file(String name, String content) throws IOException {
        return file(name, content, 0644);
    }

    /** Adds a file of this mode. */
    public TestTar file(String name, String content, int mode) throws IOException {
        TarArchiveEntry entry = entry(name, TarArchiveEntry.LF_NORMAL);
        byte[] data = content.getBytes(UTF_8);
        entry.setSize(data.length);
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
        tar.write(data);
        tar.closeArchiveEntry();
        return this;
    }

    /** Adds a folder. */
    public TestTar folder(String name) throws IOException {
        return special(name, TarArchiveEntry.LF_DIR);
    }

    /** Adds a symbolic link. */
    public TestTar link(String name, String target) throws IOException {
        TarArchiveEntry entry = entry(name, TarArchiveEntry.LF_SYMLINK);
        entry.setLinkName(target);
        return add(entry);
    }

    /** Adds a hard link. */
    public TestTar hardLink(String name, String target) throws IOException {
        TarArchiveEntry entry = entry(name, TarArchiveEntry.LF_LINK);
        entry.setLinkName(target);
        return add(entry);
    }

    /** Adds an entry of any kind without content. */
    public TestTar special(String name, byte kind) throws IOException {
        return add(entry(name, kind));
    }

    /** Adds the header of a file that says it had this length; the content is missing. */
    public byte[] withLie(String name, long size) throws IOException {
        TarArchiveEntry entry = entry(name, TarArchiveEntry.LF_NORMAL);
        entry.setSize(size);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        tar.putArchiveEntry(entry);
        tar.flush();
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(String name, byte kind) {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
        entry.setModTime(FileTime.fromMillis(1_700_000_000_000L));
        entry.setUserId(1234);
        return entry;
    }

    private TestTar add(TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
        return this;
    }

    /** The archive, not packed. */
    public byte[] toBytes() throws IOException {
        tar.finish();
        return bytes.toByteArray();
    }

    /** The archive in a Debian package. */
    public byte[] toDeb() throws IOException {
        return deb("data.tar.xz", xz(toBytes()));
    }

    /** As {@link #toDeb}, quickly made where the content is large. */
    public byte[] toDebWithoutPacking() throws IOException {
        return deb("data.tar", toBytes());
    }

    static byte[] deb(String member, byte[] data) throws IOException {
        ByteArrayOutputStream deb = new ByteArrayOutputStream();
        try (ArArchiveOutputStream ar = new ArArchiveOutputStream(deb)) {
            put(ar, "debian-binary", "2.0\n".getBytes(UTF_8));
            put(
                    ar,
                    "control.tar.xz",
                    xz(new TestTar().file("./control", "Package: test\n").toBytes()));
            put(ar, member, data);
        }
        return deb.toByteArray();
    }

    private static void put(ArArchiveOutputStream ar, String name, byte[] data) throws IOException {
        ar.putArchiveEntry(new ArArchiveEntry(name, data.length));
        ar.write(data);
        ar.closeArchiveEntry();
    }

    /** Packs with gzip. */
    public static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(data);
        }
        return packed.toByteArray();
    }

    /** Packed by xz. */
    public static byte[] xz(byte[] data) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new XZOutputStream(packed, new LZMA2Options(0))) {
            out.write(data);
        }
        return packed.toByteArray();
    }
}
