package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * A text with its signatures in the cleartext framework (RFC 9580, section 7), split into the two. Stricter than the
 * standard, as apt is: nothing may stand before, between or after the two parts, so nothing unsigned can be taken for
 * signed.
 *
 * @param lines the signed lines, without dash-escapes and without the white space at their ends, which is not signed
 * @param signatures the armored signatures
 */
record ClearsignedText(List<String> lines, String signatures) {
    private static final String BEGIN_TEXT = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String BEGIN_SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END_SIGNATURE = "-----END PGP SIGNATURE-----";

    ClearsignedText {
        lines = List.copyOf(lines);
    }

    /** Splits {@code bytes}; {@code name} is for the message when they are something else. */
    static ClearsignedText parse(String name, byte[] bytes) throws SignatureException {
        String[] all = new String(bytes, UTF_8).split("\n", -1);
        for (int i = 0; i < all.length; i++) {
            all[i] = withoutTrailingSpace(all[i]);
        }
        if (!all[0].equals(BEGIN_TEXT)) {
            throw new SignatureException(name + ": is not a signed text, its first line is no \"" + BEGIN_TEXT + "\"");
        }
        int at = 1;
        while (at < all.length && all[at].startsWith("Hash: ")) {
            at++;
        }
        if (at == all.length || !all[at].isEmpty()) {
            throw new SignatureException(name + ": there is no empty line before the signed text");
        }
        List<String> lines = new ArrayList<>();
        for (at++; at < all.length && !all[at].equals(BEGIN_SIGNATURE); at++) {
            String line = all[at];
            if (line.startsWith("- ")) {
                line = line.substring(2);
            } else if (line.startsWith("-")) {
                throw new SignatureException(name + ": a line of the signed text starts with a dash: " + line);
            }
            lines.add(line);
        }
        int begin = at;
        while (at < all.length && !all[at].equals(END_SIGNATURE)) {
            at++;
        }
        if (at >= all.length) {
            throw new SignatureException(name + ": the signature is not whole");
        }
        String signatures = String.join("\n", List.of(all).subList(begin, at + 1)) + "\n";
        for (at++; at < all.length; at++) {
            if (!all[at].isEmpty()) {
                throw new SignatureException(name + ": something follows the signature");
            }
        }
        return new ClearsignedText(lines, signatures);
    }

    /** Spaces, tabs and carriage returns at the end of a line are not part of what is signed. */
    private static String withoutTrailingSpace(String line) {
        int end = line.length();
        while (end > 0
                && (line.charAt(end - 1) == ' ' || line.charAt(end - 1) == '\t' || line.charAt(end - 1) == '\r')) {
            end--;
        }
        return line.substring(0, end);
    }

    /** The bytes that were signed: the lines with CR LF between them. */
    byte[] signedBytes() {
        return String.join("\r\n", lines).getBytes(UTF_8);
    }

    /** The signed text with its lines ended as usual. */
    String text() {
        return String.join("\n", lines) + "\n";
    }
}
