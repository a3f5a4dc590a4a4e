package io.jenkins.plugins.falcoprobes.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The value of {@code --driver-source}: its form, and whether what it points at on this machine is there. */
final class DriverSourceArgument {
    private static final String OPTION = "--driver-source";
    private static final String ACCEPTED = "accepted are image, image:REF, debian[:SUITE], dir:PATH, tar:PATH-OR-URL";
    private static final List<String> KEYWORDS = List.of("image", "debian", "dir", "tar");
    // An image reference as the distribution project's grammar has it, loosely: the engine checks it in full.
    private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]{0,254}");
    private static final Pattern SUITE = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private DriverSourceArgument() {}

    /** The value as the engine takes it: a path is made absolute. */
    static String check(String text) {
        int colon = text.indexOf(':');
        String keyword = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (colon > 0 && rest.isEmpty()) {
            throw new UsageException(OPTION, "\"" + text + "\" has nothing after its colon; " + ACCEPTED);
        }
        return switch (keyword) {
            case "image" -> matching(text, rest, IMAGE, "no image reference");
            case "debian" -> matching(text, rest, SUITE, "no Debian suite like trixie");
            case "dir" -> folder(text, rest);
            case "tar" -> tarball(text, rest);
            default ->
                throw new UsageException(
                        OPTION,
                        "\"" + text + "\" is no source of the driver; " + ACCEPTED
                                + Suggestion.hint(keyword, KEYWORDS));
        };
    }

    private static String matching(String text, String rest, Pattern pattern, String complaint) {
        if (!rest.isEmpty() && !pattern.matcher(rest).matches()) {
            throw new UsageException(OPTION, "\"" + rest + "\" is " + complaint + "; " + ACCEPTED);
        }
        return text;
    }

    private static String folder(String text, String rest) {
        Path path = path(text, rest);
        if (!Files.isDirectory(path)) {
            throw new UsageException(OPTION, "there is no folder " + path);
        }
        return "dir:" + path;
    }

    private static String tarball(String text, String rest) {
        if (rest.startsWith("http:") || rest.startsWith("https:")) {
            URI uri = Arguments.url(OPTION, rest);
            return "tar:" + uri;
        }
        Path path = path(text, rest);
        if (!Files.isRegularFile(path)) {
            throw new UsageException(OPTION, "there is no file " + path);
        }
        return "tar:" + path;
    }

    private static Path path(String text, String rest) {
        if (rest.isEmpty()) {
            throw new UsageException(
                    OPTION, "\"" + text + "\" needs a path, like " + text + ":/usr/src/falco; " + ACCEPTED);
        }
        try {
            return Path.of(rest).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new UsageException(OPTION, "\"" + rest + "\" is no path: " + e.getReason());
        }
    }
}
