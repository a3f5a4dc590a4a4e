package io.jenkins.plugins.falcoprobes.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Files' SHA-256 checksums in the form that {@code sha256sum -c} reads: checksum, two spaces, path. */
public final class Checksums {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *](.+)");

    private Checksums() {}

    /** The checksum of a file, in lower-case hexadecimal. */
    static String of(Path file) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
        try (var in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads checksums by path; a line cut short by a crash is passed over, a missing file is empty. */
    static Map<String, String> read(Path file) throws IOException {
        return Files.exists(file) ? parse(Files.readString(file)) : new TreeMap<>();
    }

    /** Reads checksums by path out of their lines; whatever else there is is passed over. */
    public static Map<String, String> parse(String text) {
        Map<String, String> checksums = new TreeMap<>();
        for (String line : text.split("\n", -1)) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                checksums.put(matcher.group(2), matcher.group(1));
            }
        }
        return checksums;
    }

    /** One line for one file. */
    static String line(String sha256, String path) {
        return sha256 + "  " + path + "\n";
    }

    /** The lines of all files. */
    static byte[] format(Map<String, String> checksums) {
        StringBuilder text = new StringBuilder();
        checksums.forEach((path, sha256) -> text.append(line(sha256, path)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
