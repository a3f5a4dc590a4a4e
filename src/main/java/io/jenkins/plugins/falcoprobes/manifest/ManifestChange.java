package io.jenkins.plugins.falcoprobes.manifest;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * What is to be changed in a manifest.
 *
 * @param added entries of probes that are there
 * @param removed entries of probes that are about to be deleted
 * @param deleted paths of probes that are deleted
 */
public record ManifestChange(List<ManifestEntry> added, List<Removal> removed, List<String> deleted) {
    public ManifestChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
        deleted = List.copyOf(deleted);
    }

    /**
     * An entry that goes, unless it is of other bytes or of a later build by then.
     *
     * @param file its main path
     * @param sha256 of the file
     * @param at when it was decided
     */
    public record Removal(String file, String sha256, Instant at) {}

    /** Adds entries. */
    public static ManifestChange adding(Collection<ManifestEntry> entries) {
        return new ManifestChange(List.copyOf(entries), List.of(), List.of());
    }

    /** Announces that probes will be deleted. */
    public static ManifestChange removing(Collection<Removal> removals) {
        return new ManifestChange(List.of(), List.copyOf(removals), List.of());
    }

    /** Says that files are gone. */
    public static ManifestChange deleted(Collection<String> paths) {
        return new ManifestChange(List.of(), List.of(), List.copyOf(paths));
    }

    /** Changes nothing, but joins what others left. */
    public static ManifestChange none() {
        return adding(List.of());
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return added.isEmpty() && removed.isEmpty() && deleted.isEmpty();
    }
}
