package io.jenkins.plugins.falcoprobes.archive;

import static io.jenkins.plugins.falcoprobes.archive.ImageBytes.unsignedInt;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** The partitions of a disk's image, by its GUID Partition Table (UEFI specification, chapter 5). */
final class PartitionTable {
    private static final int SECTOR = 512;
    private static final long SIGNATURE = 0x5452415020494645L; // EFI PART
    private static final int HEADER = 92;
    private static final int HEADER_SUM = 16;
    private static final int SMALLEST_ENTRY = 128;
    private static final int LARGEST_ENTRY = 4096;
    private static final int MOST_ENTRIES = 1024;

    private PartitionTable() {}

    /**
     * The partitions, or the whole image if it has no such table.
     *
     * @throws UnpackException if the table is damaged
     */
    static List<ImageBytes> of(ImageBytes disk) throws IOException {
        if (disk.length() < 2 * SECTOR || disk.read(SECTOR, Long.BYTES).getLong() != SIGNATURE) {
            return List.of(disk);
        }
        ByteBuffer header = disk.read(SECTOR, HEADER);
        long sum = unsignedInt(header, HEADER_SUM);
        header.putInt(HEADER_SUM, 0);
        long count = unsignedInt(header, 80);
        long size = unsignedInt(header, 84);
        if (unsignedInt(header, 12) != HEADER || sumOf(header) != sum) {
            throw new UnpackException(disk.name() + ": its partition table is damaged");
        }
        if (count > MOST_ENTRIES || size < SMALLEST_ENTRY || size > LARGEST_ENTRY) {
            throw new UnpackException(
                    disk.name() + ": its partition table has " + count + " entries of " + size + " bytes");
        }
        ByteBuffer entries = disk.read(bytes(disk, header.getLong(72)), (int) (count * size));
        if (sumOf(entries) != unsignedInt(header, 88)) {
            throw new UnpackException(disk.name() + ": its partition table's entries are damaged");
        }
        List<ImageBytes> partitions = new ArrayList<>();
        for (int at = 0; at < entries.limit(); at += (int) size) {
            boolean used = entries.getLong(at) != 0 || entries.getLong(at + 8) != 0;
            if (used) {
                long first = entries.getLong(at + 32);
                long last = entries.getLong(at + 40);
                if (last < first) {
                    throw new UnpackException(disk.name() + ": a partition ends before it begins");
                }
                partitions.add(disk.part(bytes(disk, first), bytes(disk, last - first + 1)));
            }
        }
        return partitions;
    }

    private static long bytes(ImageBytes disk, long sectors) throws UnpackException {
        if (sectors < 0 || sectors > disk.length() / SECTOR) {
            throw new UnpackException(disk.name() + ": its partition table leads to sector " + sectors);
        }
        return sectors * SECTOR;
    }

    private static long sumOf(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.duplicate());
        return sum.getValue();
    }
}
