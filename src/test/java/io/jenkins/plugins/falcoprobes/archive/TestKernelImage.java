package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Kernels as they are booted, as far as that can be seen from outside: they have a configuration in them. */
public final class TestKernelImage {
    private static final int SETUP_SECTORS = 27;
    private static final int BEFORE_PAYLOAD = 0x2b4;

    private TestKernelImage() {}

    /** Like {@code Image} of arm64, which is not packed; others are this within a packing. */
    public static byte[] plain(byte[] config) throws IOException {
        ByteArrayOutputStream kernel = new ByteArrayOutputStream();
        kernel.write(new byte[20_000]);
        // Code that looks for the mark has a part of it.
        kernel.write("IKCFGIKCFG_S".getBytes(US_ASCII));
        kernel.write("IKCFG_ST".getBytes(US_ASCII));
        kernel.write(TestTar.gzip(config));
        kernel.write("IKCFG_ED".getBytes(US_ASCII));
        kernel.write(new byte[5_000]);
        return kernel.toByteArray();
    }

    /** Like {@code bzImage} of x86, packed by gzip. */
    public static byte[] x86(byte[] config) throws IOException {
        return x86(TestTar.gzip(plain(config)), SETUP_SECTORS);
    }

    /** Like {@code bzImage}, of these bytes, behind so many sectors. */
    static byte[] x86(byte[] payload, int sectors) {
        int start = (sectors + 1) * 512 + BEFORE_PAYLOAD;
        ByteBuffer image = ByteBuffer.allocate(start + payload.length + 4).order(ByteOrder.LITTLE_ENDIAN);
        // Four is what none means.
        image.put(0x1f1, (byte) (sectors == 4 ? 0 : sectors));
        image.put(0x202, "HdrS".getBytes(US_ASCII));
        image.putShort(0x206, (short) 0x20f);
        image.putInt(0x248, BEFORE_PAYLOAD);
        image.putInt(0x24c, payload.length);
        image.put(start, payload);
        image.putInt(start + payload.length, 0x01234567); // its length when unpacked
        return image.array();
    }
}
