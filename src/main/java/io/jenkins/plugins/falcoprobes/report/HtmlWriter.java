package io.jenkins.plugins.falcoprobes.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Writes HTML: markup of this program as it is, everything else escaped. */
public final class HtmlWriter {
    // Colours and cursor moves that compilers write for terminals (ECMA-48 control sequences).
    private static final Pattern CONTROL_SEQUENCE = Pattern.compile("\u001b\\[[0-?]*[ -/]*[@-~]");

    private final Writer out;

    /** Writes to {@code out}. */
    public HtmlWriter(Writer out) {
        this.out = out;
    }

    /** Markup of this program; never anything that came from outside. */
    public HtmlWriter raw(String markup) throws IOException {
        out.write(markup);
        return this;
    }

    /** Any text, in element content or in a quoted attribute. */
    public HtmlWriter text(String text) throws IOException {
        String visible = text.indexOf('\u001b') < 0
                ? text
                : CONTROL_SEQUENCE.matcher(text).replaceAll("");
        for (int i = 0; i < visible.length(); i++) {
            char letter = visible.charAt(i);
            switch (letter) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '"' -> out.write("&quot;");
                case '\'' -> out.write("&#39;");
                default -> out.write(isHarmless(letter) ? letter : '\ufffd');
            }
        }
        return this;
    }

    /** A number. */
    public HtmlWriter text(long number) throws IOException {
        return raw(Long.toString(number));
    }

    /** Controls have no place in HTML; the marks that turn the direction of writing make text look like another. */
    private static boolean isHarmless(char letter) {
        boolean control = Character.isISOControl(letter) && letter != '\n' && letter != '\t';
        boolean direction = (letter >= '\u202a' && letter <= '\u202e') || (letter >= '\u2066' && letter <= '\u2069');
        return !control && !direction;
    }

    /** The address of a file below the report's own folder; whatever its name, it is never an address elsewhere. */
    public HtmlWriter link(String path) throws IOException {
        out.write("./");
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (octet & 0xff);
            boolean plain = letter < 128 && (Character.isLetterOrDigit(letter) || "-._~/".indexOf(letter) >= 0);
            out.write(plain ? String.valueOf(letter) : String.format("%%%02X", (int) letter));
        }
        return this;
    }
}
