package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.compress.archivers.cpio.CpioArchiveEntry;
import org.apache.commons.compress.archivers.cpio.CpioArchiveOutputStream;
import org.apache.commons.compress.archivers.cpio.CpioConstants;

/** Makes an rpm, well or badly meant. */
public final class TestRpm {
    private static final long TIME = 1_700_000_000L;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final CpioArchiveOutputStream cpio = new CpioArchiveOutputStream(bytes);
    private final Map<Integer, String> texts = new LinkedHashMap<>();

    /** A package with this name, version, release and architecture. */
    public TestRpm(String name, String version, String release, String architecture) {
        texts.put(1000, name);
        texts.put(1001, version);
        texts.put(1002, release);
        texts.put(1022, architecture);
        texts.put(1124, "cpio");
    }

    TestRpm payloadFormat(String format) {
        texts.put(1124, format);
        return this;
    }

    /** Adds a file. */
    public TestRpm file(String name, String content) throws IOException {
        return file(name, content, 0644);
    }

    /** Adds a file of this mode. */
    public TestRpm file(String name, String content, int mode) throws IOException {
        return add(name, CpioConstants.C_ISREG | mode, content, 1, 0);
    }

    /** Adds a folder. */
    public TestRpm folder(String name) throws IOException {
        return add(name, CpioConstants.C_ISDIR | 0755, "", 1, 0);
    }

    /** Adds a symbolic link. */
    public TestRpm link(String name, String target) throws IOException {
        return add(name, CpioConstants.C_ISLNK | 0777, target, 1, 0);
    }

    /** Adds one of the names of a file; all but the last have no content. */
    TestRpm linked(String name, String content, int inode) throws IOException {
        return add(name, CpioConstants.C_ISREG | 0644, content, 2, inode);
    }

    TestRpm special(String name, int kind) throws IOException {
        return add(name, kind | 0644, "", 1, 0);
    }

    private TestRpm add(String name, int mode, String content, int links, int inode) throws IOException {
        byte[] data = content.getBytes(UTF_8);
        CpioArchiveEntry entry = new CpioArchiveEntry(CpioConstants.FORMAT_NEW, name, data.length);
        entry.setMode(mode);
        entry.setNumberOfLinks(links);
        entry.setInode(inode);
        entry.setTime(TIME);
        cpio.putArchiveEntry(entry);
        cpio.write(data);
        cpio.closeArchiveEntry();
        return this;
    }

    /** The package, its files packed with gzip. */
    public byte[] toBytes() throws IOException {
        cpio.finish();
        return toBytes(TestTar.gzip(bytes.toByteArray()));
    }

    /** The package with something else in place of its files. */
    byte[] toBytes(byte[] payload) throws IOException {
        ByteArrayOutputStream rpm = new ByteArrayOutputStream();
        rpm.write(new byte[] {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb, 3, 0});
        rpm.write(new byte[90]);
        rpm.write(header(Map.of()));
        rpm.write(header(texts));
        rpm.write(payload);
        return rpm.toByteArray();
    }

    private static byte[] header(Map<Integer, String> texts) throws IOException {
        ByteArrayOutputStream store = new ByteArrayOutputStream();
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeLong(0x8eade80100000000L);
        out.writeInt(texts.size());
        out.writeInt(texts.values().stream()
                .mapToInt(text -> text.getBytes(UTF_8).length + 1)
                .sum());
        for (Map.Entry<Integer, String> text : texts.entrySet()) {
            out.writeInt(text.getKey());
            out.writeInt(6);
            out.writeInt(store.size());
            out.writeInt(1);
            store.write(text.getValue().getBytes(UTF_8));
            store.write(0);
        }
        out.write(store.toByteArray());
        return header.toByteArray();
    }
}
