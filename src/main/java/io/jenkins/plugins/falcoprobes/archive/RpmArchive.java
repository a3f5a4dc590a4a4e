package io.jenkins.plugins.falcoprobes.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * An RPM package, {@code .rpm} (rpm's doc/manual/format_v4.md): a lead without meaning, a header with signatures, a header
 * that describes the package, and its files as a packed cpio archive. Whoever has one has checked it against its
 * repository's index.
 */
public final class RpmArchive {
    private static final byte[] MAGIC = {(byte) 0xed, (byte) 0xab, (byte) 0xee, (byte) 0xdb};
    static final int LEAD = 96;

    /** More than cpio ever fills up its last block with. */
    private static final int PADDING = 1 << 16;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int ARCHITECTURE = 1022;
    private static final int PAYLOAD_FORMAT = 1124;

    private RpmArchive() {}

    /**
     * Unpacks what {@code mapper} wants of the package's files.
     *
     * @param name the package's name, for messages
     * @throws UnpackException if the package is broken, or holds what it may not ({@link SafeUnpacker})
     */
    public static void unpack(String name, Path rpm, SafeUnpacker unpacker, EntryMapper mapper) throws IOException {
        try (InputStream file = Files.newInputStream(rpm)) {
            InputStream payload;
            try {
                payload = payload(name, file);
            } catch (IOException | RuntimeException e) {
                throw UnpackException.broken(name, e);
            }
            unpacker.unpackCpio(name, payload, mapper);
            requireEnd(name, payload);
        }
    }

    /** A packer's own end is behind the last file: where it is missing, the package was cut off. */
    private static void requireEnd(String name, InputStream payload) throws UnpackException {
        try {
            if (payload.readNBytes(PADDING).length == PADDING) {
                throw new UnpackException(name + ": something follows its files");
            }
        } catch (IOException | RuntimeException e) {
            throw UnpackException.broken(name, e);
        }
    }

    /**
     * The first of the package's files whose path is wanted; nothing behind it is read.
     *
     * @param rpm the package from its start
     * @param wanted tells by a relative path like {@code lib/modules/5.14.0-427.13.1.el9_4.x86_64/config}
     * @param limit the most bytes that the file may have
     * @throws UnpackException if the file is too long, or the package is none
     * @throws IOException if the package is broken, or the stream's own
     */
    public static Optional<byte[]> find(String name, InputStream rpm, Predicate<String> wanted, int limit)
            throws IOException {
        return new CpioEntries(name, payload(name, rpm), UnpackLimits.DEFAULT.entries()).find(name, wanted, limit);
    }

    /**
     * What the package says of itself: {@code kernel-devel-5.14.0-427.el9.x86_64}.
     *
     * @throws UnpackException if it is no package, or says nothing
     */
    public static String identity(String name, Path rpm) throws IOException {
        try (InputStream file = Files.newInputStream(rpm)) {
            RpmHeader header = headers(name, file).main();
            return text(name, header, NAME) + "-" + text(name, header, VERSION) + "-" + text(name, header, RELEASE)
                    + "." + text(name, header, ARCHITECTURE);
        }
    }

    private static String text(String name, RpmHeader header, int tag) throws UnpackException {
        return header.text(tag).orElseThrow(() -> new UnpackException(name + ": its header has no tag " + tag));
    }

    /**
     * The two headers.
     *
     * @param signatures what others say of the package
     * @param main what it says of itself
     */
    record Headers(RpmHeader signatures, RpmHeader main) {}

    /** Reads the headers, and not a byte behind them. */
    static Headers headers(String name, InputStream rpm) throws IOException {
        byte[] lead = rpm.readNBytes(LEAD);
        if (lead.length < LEAD || !Arrays.equals(lead, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new UnpackException(name + ": is no rpm");
        }
        RpmHeader signatures = RpmHeader.read(name, rpm);
        rpm.readNBytes(signatures.padding());
        return new Headers(signatures, RpmHeader.read(name, rpm));
    }

    private static InputStream payload(String name, InputStream rpm) throws IOException {
        RpmHeader header = headers(name, rpm).main();
        String format = header.text(PAYLOAD_FORMAT).orElse("cpio");
        if (!format.equals("cpio")) {
            throw new UnpackException(name + ": its files are packed as " + format + ", not as cpio");
        }
        // The header names the packer, too, but what counts is what was packed.
        return Compression.unpack(rpm, true);
    }
}
