package io.jenkins.plugins.falcoprobes.retention;

import io.jenkins.plugins.falcoprobes.manifest.Manifest;
import io.jenkins.plugins.falcoprobes.manifest.ManifestEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What is at a place.
 *
 * @param probes every probe, by path
 * @param halfDeleted files of probes that a prune was stopped at deleting
 * @param gone entries of the index of which no file is there any more
 * @param foreign files that are no probes
 */
public record Inventory(
        List<PublishedProbe> probes,
        List<PublishedFile> halfDeleted,
        List<ManifestEntry> gone,
        List<PublishedFile> foreign) {
    public Inventory {
        probes = List.copyOf(probes);
        halfDeleted = List.copyOf(halfDeleted);
        gone = List.copyOf(gone);
        foreign = List.copyOf(foreign);
    }

    /**
     * Sets what is listed against what the index says. Only what is listed as a probe can be deleted, whatever
     * an index says.
     */
    public static Inventory of(Collection<PublishedFile> listed, Manifest manifest) {
        Map<String, PublishedFile> left = new LinkedHashMap<>();
        listed.forEach(file -> left.put(file.path(), file));
        List<PublishedProbe> probes = new ArrayList<>();
        List<ManifestEntry> gone = new ArrayList<>();
        for (ManifestEntry entry : manifest.entries()) {
            List<PublishedFile> files = entry.paths().stream()
                    .filter(path -> path.endsWith("." + entry.kind().extension()))
                    .map(left::remove)
                    .filter(Objects::nonNull)
                    .toList();
            if (files.isEmpty()) {
                gone.add(entry);
            } else {
                probes.add(probe(files, entry));
            }
        }
        List<PublishedFile> halfDeleted = manifest.deleting().stream()
                .map(left::remove)
                .filter(Objects::nonNull)
                .filter(file -> file.path().endsWith(".ko") || file.path().endsWith(".o"))
                .toList();
        List<PublishedFile> foreign = new ArrayList<>();
        for (PublishedFile file : left.values()) {
            Optional<PublishedProbe> named = NamedProbe.of(file);
            named.ifPresentOrElse(probes::add, () -> foreign.add(file));
        }
        probes.sort((a, b) -> a.path().compareTo(b.path()));
        return new Inventory(probes, halfDeleted, gone, foreign);
    }

    private static PublishedProbe probe(List<PublishedFile> files, ManifestEntry entry) {
        return new PublishedProbe(
                files,
                Optional.of(entry),
                entry.driverVersion(),
                entry.kernel().distro(),
                entry.kernel().release(),
                entry.kernel().packageVersion(),
                entry.kernel().architecture(),
                entry.kernel().flavour(),
                entry.making().isPresent() ? entry.at() : files.get(0).modified());
    }
}
