package io.jenkins.plugins.falcoprobes.repository;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;

/** The rpm repositories of a distribution, read side by side. */
public final class RpmRepositories {
    /** One index is up to 25 MB, packed, and keeps a core busy; all distributions are read at once. */
    private static final Semaphore INDEXES =
            new Semaphore(Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors())));

    private final Downloads downloads;
    private final List<RpmSource> sources;
    private final Optional<RpmKeys> keys;

    /**
     * Repositories.
     *
     * @param keys what they are signed with, where that is known; else their checksums alone are held to
     */
    public RpmRepositories(Downloads downloads, List<RpmSource> sources, Optional<RpmKeys> keys) {
        this.downloads = downloads;
        this.sources = List.copyOf(sources);
        this.keys = keys;
    }

    /**
     * What the repositories hold.
     *
     * @param packages in the order of the repositories
     * @param warnings one line for each reason why some could not be read
     */
    public record Contents(List<RpmPackage> packages, List<String> warnings) {
        public Contents {
            packages = List.copyOf(packages);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * The packages with one of these names.
     *
     * @throws IOException if not one repository could be read: what was wrong with the first ones
     */
    public Contents packages(Set<String> wanted) throws IOException, InterruptedException {
        RpmReader reader = new RpmReader(downloads, RpmSelection.of(wanted), keys, INDEXES);
        List<Callable<RpmReader.Found>> asked = new ArrayList<>();
        for (RpmSource source : sources) {
            asked.add(() -> reader.read(source));
        }
        List<ParallelTasks.Outcome<RpmReader.Found>> read = ParallelTasks.run(asked);

        List<RpmPackage> packages = new ArrayList<>();
        Set<String> warnings = new LinkedHashSet<>();
        List<IOException> failures = new ArrayList<>();
        Map<String, List<String>> leftOut = new LinkedHashMap<>();
        for (int i = 0; i < read.size(); i++) {
            ParallelTasks.Outcome<RpmReader.Found> outcome = read.get(i);
            if (outcome.failure() == null) {
                packages.addAll(outcome.value().packages());
                warnings.addAll(outcome.value().warnings());
                continue;
            }
            failures.add(outcome.failure());
            if (!sources.get(i).optional() || !isAbsent(outcome.failure())) {
                leftOut.computeIfAbsent(outcome.failure().getMessage(), reason -> new ArrayList<>())
                        .add(sources.get(i).toString());
            }
        }
        if (failures.size() == read.size()) {
            throw together(failures);
        }
        leftOut.forEach((reason, names) -> warnings.add(String.join(", ", names) + " left out: " + reason));
        return new Contents(packages, List.copyOf(warnings));
    }

    /** Whether every place answered that it has no such thing. */
    private static boolean isAbsent(IOException failure) {
        return failure instanceof DownloadException download && !download.isTransient();
    }

    /** Most often all fail for one reason, such as a server that does not answer. */
    private static IOException together(List<IOException> failures) {
        if (failures.isEmpty()) {
            return new DownloadException("there is no repository for these architectures", false, null);
        }
        Set<String> reasons = new LinkedHashSet<>();
        failures.forEach(failure -> reasons.add(failure.getMessage()));
        String first = reasons.iterator().next();
        String message = reasons.size() == 1 ? first : first + " (and " + (reasons.size() - 1) + " more like it)";
        return failures.get(0) instanceof DownloadException download
                ? new DownloadException(message, download.isTransient(), download)
                : new SignatureException(message, failures.get(0));
    }
}
