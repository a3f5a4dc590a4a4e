package io.jenkins.plugins.falcoprobes.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A kernel as it is booted: {@code bzImage} of x86, {@code Image} of arm64. */
public final class KernelImage {
    /** The kernel's {@code kernel/configs.c}: behind it is what {@code /proc/config.gz} shows. */
    private static final byte[] CONFIG = "IKCFG_ST".getBytes(US_ASCII);

    /** Configurations have up to 300 kB. */
    private static final int LONGEST_CONFIG = 4 << 20;

    /** Unpacked; one with a first file system in it has some 200 MB. */
    private static final long LONGEST = 1L << 30;

    /** The header of x86's boot protocol ({@code Documentation/arch/x86/boot.rst}); what is packed is told since 2.08. */
    private static final int HEADER = 0x250;

    private static final int SECTOR = 512;
    private static final int SETUP_SECTORS = 0x1f1;
    private static final int MAGIC = 0x202;
    private static final int HDRS = 0x53726448;
    private static final int PROTOCOL = 0x206;
    private static final int PROTOCOL_2_08 = 0x208;
    private static final int PAYLOAD = 0x248;

    private KernelImage() {}

    /**
     * The configuration that a kernel has in itself ({@code CONFIG_IKCONFIG}): the text that {@code /proc/config.gz} unpacks to
     * on hosts that run it.
     *
     * @param name the image's name, for messages
     * @throws UnpackException if it is broken, or has none
     */
    public static byte[] config(String name, Path image) throws IOException {
        try (InputStream file = new BufferedInputStream(Files.newInputStream(image))) {
            InputStream kernel = unpacked(file);
            if (!skipTo(CONFIG, kernel)) {
                throw new UnpackException(
                        name + ": has no configuration in it, or is packed in a way that is not read");
            }
            byte[] config = new GZIPInputStream(kernel).readNBytes(LONGEST_CONFIG + 1);
            if (config.length > LONGEST_CONFIG) {
                throw new UnpackException(name + ": its configuration has more than " + LONGEST_CONFIG + " bytes");
            }
            return config;
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(name, e);
        }
    }

    /** That of x86 unpacks itself: what is packed comes behind a program that does so. */
    private static InputStream unpacked(InputStream file) throws IOException {
        file.mark(HEADER);
        ByteBuffer header = ByteBuffer.wrap(file.readNBytes(HEADER)).order(ByteOrder.LITTLE_ENDIAN);
        file.reset();
        if (header.limit() < HEADER
                || header.getInt(MAGIC) != HDRS
                || Short.toUnsignedInt(header.getShort(PROTOCOL)) < PROTOCOL_2_08) {
            return file;
        }
        int sectors = Byte.toUnsignedInt(header.get(SETUP_SECTORS));
        long setup = (sectors == 0 ? 5L : sectors + 1L) * SECTOR;
        file.skipNBytes(setup + Integer.toUnsignedLong(header.getInt(PAYLOAD)));
        return new BufferedInputStream(Compression.unpack(file, true));
    }

    /** Of the mark only the first letter can be the beginning of another one. */
    private static boolean skipTo(byte[] mark, InputStream in) throws IOException {
        int matched = 0;
        for (long at = 0; at < LONGEST && matched < mark.length; at++) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            matched = next == mark[matched] ? matched + 1 : next == mark[0] ? 1 : 0;
        }
        return matched == mark.length;
    }
}
