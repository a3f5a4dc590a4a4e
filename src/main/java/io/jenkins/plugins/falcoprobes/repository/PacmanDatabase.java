package io.jenkins.plugins.falcoprobes.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.falcoprobes.archive.BoundedTar;
import io.jenkins.plugins.falcoprobes.archive.Compression;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The database of a pacman repository, {@code <repository>.db} (alpm-repo-db(7)): a packed tar archive with a file
 * {@code <name>-<version>/desc} for each package (alpm-repo-desc(5)).
 */
public final class PacmanDatabase {
    /** That of extra has 8 MB, packed. */
    private static final int LONGEST = 1 << 26;

    private static final long LONGEST_UNPACKED = 1L << 30;
    private static final int LONGEST_DESCRIPTION = 1 << 20;
    private static final int MOST_PACKAGES = 200_000;

    /** What repo-add lets into the names of files, without a slash. */
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9@._+:-]{1,255}");

    private PacmanDatabase() {}

    /**
     * The packages with one of these names.
     *
     * @param folder where the repository's files are, with a slash at its end
     * @param repository its name, for example {@code core}
     * @throws DownloadException if there is no such database, or it is broken or empty
     */
    public static List<PacmanPackage> read(Downloads downloads, URI folder, String repository, Set<String> names)
            throws IOException, InterruptedException {
        URI uri = folder.resolve(repository + ".db");
        byte[] packed = downloads.latest(uri, LONGEST);
        return parse(uri, folder, packed, names);
    }

    static List<PacmanPackage> parse(URI uri, URI folder, byte[] packed, Set<String> names) throws DownloadException {
        try {
            return packages(uri, folder, packed, names);
        } catch (DownloadException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // Broken archives make the readers throw what they like.
            throw new DownloadException(uri + ": is no database of packages: " + e.getMessage(), true, e);
        }
    }

    private static List<PacmanPackage> packages(URI uri, URI folder, byte[] packed, Set<String> names)
            throws IOException {
        List<PacmanPackage> packages = new ArrayList<>();
        int count = 0;
        long bytes = 0;
        try (InputStream tar = Compression.unpack(new ByteArrayInputStream(packed), false)) {
            BoundedTar entries = new BoundedTar(tar);
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                bytes += entry.getSize();
                if (bytes > LONGEST_UNPACKED || ++count > 2 * MOST_PACKAGES) {
                    throw new DownloadException(uri + ": holds more than any repository does", false, null);
                }
                if (entry.getName().endsWith("/desc") && isWanted(entry.getName(), names)) {
                    Map<String, String> description =
                            description(new String(entries.readNBytes(LONGEST_DESCRIPTION), UTF_8));
                    packages.add(read(uri, folder, description));
                }
            }
        }
        if (count == 0) {
            throw new DownloadException(uri + ": lists no package at all", true, null);
        }
        packages.removeIf(each -> !names.contains(each.name()));
        return packages;
    }

    /** By the folder's name, {@code linux-headers-6.9.7.arch1-1}; what begins alike is sorted out by the content. */
    private static boolean isWanted(String path, Set<String> names) {
        return names.stream().anyMatch(name -> path.startsWith(name + "-"));
    }

    /** A name between percent signs, then values, one a line, then an empty line; the first value is what counts here. */
    private static Map<String, String> description(String text) {
        Map<String, String> values = new HashMap<>();
        String name = "";
        for (String line : text.split("\n", -1)) {
            if (line.length() > 2 && line.startsWith("%") && line.endsWith("%")) {
                name = line.substring(1, line.length() - 1);
            } else if (!line.isEmpty() && !name.isEmpty()) {
                values.putIfAbsent(name, line);
            }
        }
        return values;
    }

    private static PacmanPackage read(URI uri, URI folder, Map<String, String> values) throws DownloadException {
        String file = require(uri, values, "FILENAME", FILE_NAME);
        return new PacmanPackage(
                require(uri, values, "NAME", FILE_NAME),
                require(uri, values, "VERSION", FILE_NAME),
                require(uri, values, "ARCH", FILE_NAME),
                // Not as it stands: a colon, as versions have it, would be that of a scheme.
                URI.create(folder + file),
                Long.parseLong(require(uri, values, "CSIZE", Pattern.compile("\\d{1,12}"))),
                require(uri, values, "SHA256SUM", Pattern.compile("[0-9a-f]{64}")),
                Instant.ofEpochSecond(Long.parseLong(require(uri, values, "BUILDDATE", Pattern.compile("\\d{1,12}")))));
    }

    private static String require(URI uri, Map<String, String> values, String name, Pattern form)
            throws DownloadException {
        String value = values.getOrDefault(name, "");
        if (!form.matcher(value).matches()) {
            throw new DownloadException(
                    uri + ": the package " + values.get("NAME") + " has the " + name + " \"" + value + "\"",
                    true,
                    null);
        }
        return value;
    }
}
