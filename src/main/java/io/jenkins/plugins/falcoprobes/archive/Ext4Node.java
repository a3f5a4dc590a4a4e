package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;
import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedShort;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An inode of {@link Ext4}. */
final class Ext4Node implements ImageNode {
    private static final int ENCRYPTED = 0x800;
    private static final int EXTENTS = 0x80000;

    /** What stands in place of the addresses of blocks, if it is shorter: a link's target. */
    private static final int SHORT_LINK = 60;

    private static final int LONGEST_LINK = 4096;
    private static final long LARGEST_FOLDER = 1L << 26;
    private static final int PERMISSIONS = 07777;
    private static final int ENTRY_HEADER = 8;

    private final Ext4 system;
    private final long number;
    private final ByteBuffer inode;
    private Ext4Blocks blocks;

    Ext4Node(Ext4 system, long number, ByteBuffer inode) {
        this.system = system;
        this.number = number;
        this.inode = inode;
    }

    @Override
    public long id() {
        return number;
    }

    @Override
    public EntryStream.Type type() {
        return switch (unsignedShort(inode, 0) >> 12) {
            case 0x8 -> EntryStream.Type.FILE;
            case 0x4 -> EntryStream.Type.FOLDER;
            case 0xa -> EntryStream.Type.SYMBOLIC_LINK;
            default -> EntryStream.Type.OTHER;
        };
    }

    @Override
    public long size() {
        return unsignedInt(inode, 0x4) | unsignedInt(inode, 0x6c) << 32;
    }

    @Override
    public int mode() {
        return unsignedShort(inode, 0) & PERMISSIONS;
    }

    @Override
    public FileTime time() {
        boolean hasMore = inode.limit() >= 0x8c && unsignedShort(inode, 0x80) >= 0x8c - 0x80;
        long epochs = hasMore ? inode.getInt(0x88) & 0x3 : 0;
        return FileTime.from(inode.getInt(0x10) + (epochs << 32), TimeUnit.SECONDS);
    }

    @Override
    public String link() throws IOException {
        if (size() < 0 || size() > LONGEST_LINK) {
            throw new UnpackException(system.name() + ": the link of inode " + number + " has " + size() + " bytes");
        }
        byte[] target = new byte[(int) size()];
        if (target.length < SHORT_LINK) {
            inode.get(0x28, target);
        } else {
            readAll(target);
        }
        return new String(target, UTF_8);
    }

    @Override
    public Map<String, ImageNode> children() throws IOException {
        if (size() < 0 || size() > LARGEST_FOLDER || size() % system.blockSize() != 0) {
            throw new UnpackException(system.name() + ": the folder of inode " + number + " has " + size() + " bytes");
        }
        Map<String, ImageNode> children = new LinkedHashMap<>();
        byte[] block = new byte[system.blockSize()];
        for (long at = 0; at < size(); at += block.length) {
            readAll(at, block);
            addEntries(block, children);
        }
        return children;
    }

    /** Also of a folder with an index, whose blocks look like ones with an entry of no inode. */
    private void addEntries(byte[] block, Map<String, ImageNode> children) throws IOException {
        ByteBuffer entries = ByteBuffer.wrap(block).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        int length;
        for (int at = 0; at <= block.length - ENTRY_HEADER; at += length) {
            length = unsignedShort(entries, at + 4);
            if (block.length == 1 << 16 && (length == 0 || length == 0xffff)) {
                length = block.length;
            }
            int nameLength = block[at + 6] & 0xff;
            if (length < ENTRY_HEADER || length > block.length - at || nameLength > length - ENTRY_HEADER) {
                throw new UnpackException(system.name() + ": the folder of inode " + number + " is damaged");
            }
            long child = unsignedInt(entries, at);
            String name = new String(block, at + ENTRY_HEADER, nameLength, UTF_8);
            if (child != 0 && !name.equals(".") && !name.equals("..")) {
                requireName(name);
                if (children.size() == MOST_CHILDREN) {
                    throw new UnpackException(system.name() + ": the folder of inode " + number + " holds too much");
                }
                children.put(name, system.node(child));
            }
        }
    }

    private void requireName(String name) throws UnpackException {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\0') >= 0) {
            throw new UnpackException(
                    system.name() + ": the folder of inode " + number + " has an entry \"" + name + "\"");
        }
    }

    private void readAll(byte[] content) throws IOException {
        readAll(0, content);
    }

    private void readAll(long from, byte[] content) throws IOException {
        int done = 0;
        while (done < content.length) {
            byte[] rest = done == 0 ? content : new byte[content.length - done];
            int count = read(from + done, rest);
            if (rest != content) {
                System.arraycopy(rest, 0, content, done, count);
            }
            done += count;
        }
    }

    @Override
    public int read(long from, byte[] buffer) throws IOException {
        if ((inode.getInt(0x20) & ENCRYPTED) != 0) {
            throw new UnpackException(system.name() + ": inode " + number + " is encrypted");
        }
        if (blocks == null) {
            blocks = (inode.getInt(0x20) & EXTENTS) != 0
                    ? Ext4Extents.of(system, inode.slice(0x28, SHORT_LINK).order(inode.order()))
                    : new Ext4Pointers(system, inode.slice(0x28, SHORT_LINK).order(inode.order()));
        }
        int within = (int) (from % system.blockSize());
        int count = (int) Math.min(Math.min(buffer.length, size() - from), system.blockSize() - within);
        long block = blocks.find(from / system.blockSize());
        if (block == Ext4Blocks.HOLE) {
            Arrays.fill(buffer, 0, count, (byte) 0);
        } else {
            system.block(block, within, count).get(buffer, 0, count);
        }
        return count;
    }
}
