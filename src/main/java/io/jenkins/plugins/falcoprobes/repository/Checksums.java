package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Checksums in lower-case hexadecimal: SHA-256, and SHA-512 where a repository has that. */
final class Checksums {
    private static final Pattern STRONG = Pattern.compile("[0-9a-f]{64}|[0-9a-f]{128}");
    private static final int SHA512_LENGTH = 128;

    private Checksums() {}

    /** A new SHA-256. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** A new digest of the kind that a checksum is of. */
    static MessageDigest like(String checksum) {
        if (checksum.length() != SHA512_LENGTH) {
            return sha256();
        }
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-512", e);
        }
    }

    /** What a checksum is called. */
    static String kind(String checksum) {
        return checksum.length() == SHA512_LENGTH ? "SHA-512" : "SHA-256";
    }

    /** The checksum of the parts, one after the other. */
    static String sha256(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return hex(digest);
    }

    /** The SHA-256 of a file. */
    static String sha256(Path file) throws IOException {
        return digest(file, sha256());
    }

    /** Whether a file has this checksum. */
    static boolean fits(Path file, String checksum) throws IOException {
        return digest(file, like(checksum)).equals(checksum);
    }

    private static String digest(Path file, MessageDigest digest) throws IOException {
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
    static boolean isStrong(String text) {
        return STRONG.matcher(text).matches();
    }
}
