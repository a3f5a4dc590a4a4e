package io.jenkins.plugins.falcoprobes.cli;

import io.jenkins.plugins.falcoprobes.driver.DriverSource;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The value of {@code --driver-source}: its form, and whether what it points at on this machine is there. */
final class DriverSourceArgument {
    private static final String OPTION = "--driver-source";
    private static final List<String> KEYWORDS = List.of("image", "debian", "dir", "tar");

    private DriverSourceArgument() {}

    /** The value as the engine takes it: a path is made absolute. */
    static String check(String text) {
        int colon = text.indexOf(':');
        String keyword = colon < 0 ? text : text.substring(0, colon);
        String rest = text.substring(colon + 1);
        if (keyword.equals("tar") && rest.matches("https?:.*")) {
            return "tar:" + Arguments.url(OPTION, rest);
        }
        try {
            DriverSource.parse(text);
        } catch (InvalidPathException e) {
            throw new UsageException(OPTION, "\"" + rest + "\" is no path: " + e.getReason());
        } catch (IllegalArgumentException e) {
            String hint = KEYWORDS.contains(keyword) ? "" : Suggestion.hint(keyword, KEYWORDS);
            throw new UsageException(OPTION, e.getMessage() + hint);
        }
        return switch (keyword) {
            case "dir" -> "dir:" + folder(rest);
            case "tar" -> "tar:" + file(rest);
            default -> text;
        };
    }

    private static Path folder(String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isDirectory(path)) {
            throw new UsageException(OPTION, "there is no folder " + path);
        }
        return path;
    }

    private static Path file(String text) {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (!Files.isRegularFile(path)) {
            throw new UsageException(OPTION, "there is no file " + path);
        }
        return path;
    }
}
