package io.jenkins.plugins.falcoprobes.build.request;

import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The value that says where the driver's source comes from: its form, and whether what it points at on this machine is there. */
final class DriverSourceArgument {
    private static final List<String> KEYWORDS = List.of("image", "debian", "dir", "tar");

    private DriverSourceArgument() {}

    /** Whether the value can be one; else a {@link UsageException}. Looks at nothing of this machine. */
    static void checkForm(String name, String text) {
        if (isDownload(text)) {
            Arguments.url(name, rest(text));
            return;
        }
        try {
            DriverSource.parse(text);
        } catch (InvalidPathException e) {
            throw new UsageException(name, "\"" + rest(text) + "\" is no path: " + e.getReason());
        } catch (IllegalArgumentException e) {
            String keyword = keyword(text);
            String hint = KEYWORDS.contains(keyword) ? "" : Suggestion.hint(keyword, KEYWORDS);
            throw new UsageException(name, e.getMessage() + hint);
        }
    }

    /** The value as the engine takes it: a path is made absolute, and must be there. */
    static String check(String name, String text) {
        checkForm(name, text);
        if (isDownload(text)) {
            return text;
        }
        return switch (keyword(text)) {
            case "dir" -> "dir:" + folder(name, rest(text));
            case "tar" -> "tar:" + file(name, rest(text));
            default -> text;
        };
    }

    private static boolean isDownload(String text) {
        return keyword(text).equals("tar") && rest(text).matches("https?:.*");
    }

    private static String keyword(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    private static String rest(String text) {
        return text.substring(text.indexOf(':') + 1);
    }

    private static Path folder(String name, String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new UsageException(name, "there is no folder " + path);
        }
        return path;
    }

    private static Path file(String name, String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new UsageException(name, "there is no file " + path);
        }
        return path;
    }
}
