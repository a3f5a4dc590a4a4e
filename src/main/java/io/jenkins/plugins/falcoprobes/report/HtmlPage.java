package io.jenkins.plugins.falcoprobes.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The frame of every page that this program leaves behind: one style, and one script, which filters rows by words and
 * kinds. The page's policy lets no other script or style in, whatever a kernel or a log says.
 */
public final class HtmlPage {
    private static final String STYLE = resource("report.css");
    private static final String SCRIPT = resource("report.js");

    private HtmlPage() {}

    /** Everything before the body's content. */
    public static void begin(HtmlWriter html, String title) throws IOException {
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ")
                .raw(hash(STYLE) + "; script-src " + hash(SCRIPT))
                .raw("; base-uri 'none'; form-action 'none'\">\n<title>")
                .text(title)
                .raw("</title>\n<style>" + STYLE + "</style>\n</head>\n<body>\n");
    }

    /** Everything after the body's content. */
    public static void end(HtmlWriter html) throws IOException {
        html.raw("<script>" + SCRIPT + "</script>\n</body>\n</html>\n");
    }

    /** The source expression of a content security policy that lets in this text and no other. */
    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The program's jar is broken: " + name, e);
        }
    }
}
