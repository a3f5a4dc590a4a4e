package io.jenkins.plugins.falcoprobes.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;
import org.tukaani.xz.SingleXZInputStream;

/** How the blocks of a squashfs are packed. */
enum SquashfsPacker {
    GZIP(1),
    XZ(4),
    LZ4(5),
    ZSTD(6);

    /** kB; blocks have 1 MiB at most. */
    private static final int MEMORY = 100_000;

    private final int number;

    SquashfsPacker(int number) {
        this.number = number;
    }

    /** The packer with this number in a superblock. */
    static SquashfsPacker of(String name, int number) throws UnpackException {
        for (SquashfsPacker packer : values()) {
            if (packer.number == number) {
                return packer;
            }
        }
        throw new UnpackException(
                name + ": its squashfs is packed as " + number + "; read are gzip (1), xz (4), lz4 (5) and zstd (6)");
    }

    /** The content of a block, of which there may be so many bytes. */
    byte[] unpack(byte[] packed, int most) throws IOException {
        try (InputStream in = open(new ByteArrayInputStream(packed))) {
            byte[] content = in.readNBytes(most + 1);
            if (content.length > most) {
                throw new UnpackException("a block of squashfs has more than " + most + " bytes");
            }
            return content;
        }
    }

    private InputStream open(InputStream in) throws IOException {
        return switch (this) {
            case GZIP -> new InflaterInputStream(in);
            case XZ -> new SingleXZInputStream(in, MEMORY);
            case LZ4 -> new BlockLZ4CompressorInputStream(in);
            case ZSTD -> new ZstdInputStream(in);
        };
    }
}
