package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** SHA-256 checksums, in lower-case hexadecimal. */
final class Checksums {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private Checksums() {}

    /** A new SHA-256. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** The checksum of the parts, one after the other. */
    static String sha256(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return hex(digest);
    }

    /** The checksum of a file. */
    static String sha256(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return hex(digest);
    }

    /** The finished checksum. */
    static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Whether the text is a checksum; one from outside must be asked before it becomes part of a path. */
    static boolean isSha256(String text) {
        return SHA256.matcher(text).matches();
    }
}
