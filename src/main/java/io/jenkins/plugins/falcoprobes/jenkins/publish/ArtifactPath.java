package io.jenkins.plugins.falcoprobes.jenkins.publish;

import java.io.IOException;
import java.util.regex.Pattern;

/** The paths that a publisher takes; agents name them, and must not name anything outside their folder. */
public final class ArtifactPath {
    private static final Pattern SEGMENTS = Pattern.compile(
            "[A-Za-z0-9._+~-][ A-Za-z0-9._+~-]{0,254}(?:/[A-Za-z0-9._+~-][ A-Za-z0-9._+~-]{0,254}){0,15}");
    private static final Pattern DOTS = Pattern.compile("(?:^|/)\\.{1,2}(?:/|$)");

    private static final int LONGEST = 500;

    private ArtifactPath() {}

    /** Returns a path that is relative, stays below its folder and has no odd characters; else an {@link IOException}. */
    public static String check(String path) throws IOException {
        if (!isPath(path)) {
            throw new IOException("\"" + printable(path) + "\" is no path of a probe; it is not published");
        }
        return path;
    }

    /** Whether {@link #check} takes it. */
    static boolean isPath(String path) {
        return SEGMENTS.matcher(path).matches() && !DOTS.matcher(path).find();
    }

    /** What somebody else sent, as one line that can be shown. */
    static String printable(String path) {
        String plain = path.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "..." : plain;
    }
}
