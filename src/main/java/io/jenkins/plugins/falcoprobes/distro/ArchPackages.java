package io.jenkins.plugins.falcoprobes.distro;

import io.jenkins.plugins.falcoprobes.kernel.Architecture;
import io.jenkins.plugins.falcoprobes.repository.DirectoryListing;
import io.jenkins.plugins.falcoprobes.repository.DownloadException;
import io.jenkins.plugins.falcoprobes.repository.Downloads;
import io.jenkins.plugins.falcoprobes.repository.PacmanDatabase;
import io.jenkins.plugins.falcoprobes.repository.PacmanPackage;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packages with kernels' headers: what the repositories have now, with checksums, and what the archive keeps of all
 * time, of which there are names alone.
 */
final class ArchPackages {
    private static final Pattern FILE =
            Pattern.compile("(.+)-([^-]+-[^-]+)-(x86_64|aarch64)\\.pkg\\.tar\\.(?:zst|xz|gz)");

    private final Downloads downloads;
    private final Map<String, PacmanPackage> found = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();

    ArchPackages(Downloads downloads) {
        this.downloads = downloads;
    }

    /** Adds what repositories have now: {@code core} and the like, below this address as on a mirror. */
    void addRepositories(Architecture architecture, URI mirror, List<String> repositories, Set<String> names)
            throws InterruptedException {
        for (String repository : repositories) {
            String folder = architecture == Architecture.X86_64
                    ? repository + "/os/" + architecture.machine() + "/"
                    : architecture.machine() + "/" + repository + "/";
            URI base = mirror.resolve(folder);
            attempt(base, () -> {
                for (PacmanPackage each : PacmanDatabase.read(downloads, base, repository, names)) {
                    found.putIfAbsent(key(each), each);
                }
            });
        }
    }

    /** Adds what an archive keeps: a folder for each name, below the name's first letter. */
    void addArchive(URI archive, Set<String> names) throws InterruptedException {
        for (String name : names) {
            URI folder = archive.resolve("packages/" + name.charAt(0) + "/" + name + "/");
            attempt(folder, () -> {
                List<PacmanPackage> listed = DirectoryListing.read(downloads, folder).stream()
                        .flatMap(item -> archived(name, item).stream())
                        .toList();
                if (listed.isEmpty()) {
                    throw new DownloadException(folder + ": lists no package of " + name, true, null);
                }
                listed.forEach(each -> found.putIfAbsent(key(each), each));
            });
        }
    }

    private static Optional<PacmanPackage> archived(String name, DirectoryListing.Item item) {
        Matcher file = FILE.matcher(item.name());
        return item.folder() || !file.matches() || !file.group(1).equals(name)
                ? Optional.empty()
                : Optional.of(new PacmanPackage(
                        name,
                        file.group(2),
                        file.group(3),
                        item.uri(),
                        0,
                        "",
                        item.date()
                                .map(date -> date.atStartOfDay().toInstant(ZoneOffset.UTC))
                                .orElse(Instant.EPOCH)));
    }

    private void attempt(URI place, Reading reading) throws InterruptedException {
        try {
            downloads.requireReachable(place);
            reading.run();
        } catch (IOException e) {
            failures.add(e);
            warnings.add(place + " is left out: " + e.getMessage());
        }
    }

    private static String key(PacmanPackage each) {
        return each.name() + " " + each.version() + " " + each.architecture();
    }

    /** Every package once; one that is in a repository stands there with its checksum. */
    List<PacmanPackage> found() {
        return List.copyOf(found.values());
    }

    /** What could not be read, a line each. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Throws the first reason why nothing was found, if nothing was. */
    void requireAny() throws IOException {
        if (found.isEmpty()) {
            boolean passing = failures.stream().anyMatch(e -> e instanceof DownloadException d && d.isTransient());
            throw new DownloadException(
                    failures.isEmpty() ? "no repository that answered lists a kernel" : String.join("; ", warnings),
                    passing,
                    failures.isEmpty() ? null : failures.get(0));
        }
    }

    @FunctionalInterface
    private interface Reading {
        void run() throws IOException, InterruptedException;
    }
}
