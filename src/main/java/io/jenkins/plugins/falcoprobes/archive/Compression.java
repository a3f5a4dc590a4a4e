package io.jenkins.plugins.falcoprobes.archive;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a stream by the format that its first bytes name: xz, gzip, zstd, bzip2, lzma, or none. */
public final class Compression {
    private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    private static final byte[] GZIP = {0x1f, (byte) 0x8b};
    private static final byte[] BZIP2 = {'B', 'Z', 'h'};

    /** The properties byte that every packer writes, and the lowest byte of a dictionary size that is a power of two. */
    private static final byte[] LZMA = {0x5d, 0, 0};

    private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

    /** kB; {@code xz -9} needs 65 MiB. */
    private static final int MEMORY = 100_000;

    private static final int BUFFER = 1 << 16;

    private Compression() {}

    /**
     * The unpacked stream.
     *
     * @param verified whether a checksum of the packed bytes was right, so that xz's own has nothing left to find
     */
    public static InputStream unpack(InputStream in, boolean verified) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, BUFFER);
        buffered.mark(XZ.length);
        byte[] start = buffered.readNBytes(XZ.length);
        buffered.reset();
        if (startsWith(start, XZ)) {
            return new XZInputStream(buffered, MEMORY, !verified);
        }
        if (startsWith(start, GZIP)) {
            return new GZIPInputStream(buffered, BUFFER);
        }
        if (startsWith(start, BZIP2)) {
            return new BZip2CompressorInputStream(buffered, true);
        }
        if (startsWith(start, LZMA)) {
            return new LZMAInputStream(buffered, MEMORY);
        }
        return startsWith(start, ZSTD) ? new ZstdInputStream(buffered) : buffered;
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length && Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}
