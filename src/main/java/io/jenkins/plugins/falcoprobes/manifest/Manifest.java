package io.jenkins.plugins.falcoprobes.manifest;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Every probe that is published at a place, by path. No path is in two entries. Two that hold the same write the same
 * bytes.
 */
public final class Manifest {
    /** A place where nothing is published. */
    public static final Manifest EMPTY = new Manifest(new TreeMap<>(), new TreeSet<>());

    private final NavigableMap<String, ManifestEntry> entries;
    private final NavigableSet<String> deleting;

    private Manifest(NavigableMap<String, ManifestEntry> entries, NavigableSet<String> deleting) {
        this.entries = Collections.unmodifiableNavigableMap(entries);
        this.deleting = Collections.unmodifiableNavigableSet(deleting);
    }

    /** With entries and pending deletions as they were read. */
    static Manifest of(Collection<ManifestEntry> entries, Collection<String> deleting) {
        TreeMap<String, ManifestEntry> byFile = new TreeMap<>();
        entries.forEach(entry -> byFile.put(entry.file(), entry));
        return new Manifest(byFile, new TreeSet<>(deleting));
    }

    /** The entries, by path. */
    public Collection<ManifestEntry> entries() {
        return entries.values();
    }

    /** Paths of files that are being deleted: whoever finds one here when nobody deletes may finish that. */
    public NavigableSet<String> deleting() {
        return deleting;
    }

    /** The checksum of every file, aliases too, by path. */
    public NavigableMap<String, String> checksums() {
        TreeMap<String, String> checksums = new TreeMap<>();
        entries().forEach(entry -> entry.paths().forEach(path -> checksums.put(path, entry.sha256())));
        return checksums;
    }

    /** This manifest after a change; itself if it has no effect. */
    public Manifest after(ManifestChange change) {
        if (change.isEmpty()) {
            return this;
        }
        Draft draft = new Draft(new TreeMap<>(entries), new TreeSet<>(deleting));
        change.removed().forEach(draft::remove);
        change.deleted().forEach(draft.deleting::remove);
        change.added().forEach(draft::add);
        return draft.entries.equals(entries) && draft.deleting.equals(deleting)
                ? this
                : new Manifest(draft.entries, draft.deleting);
    }

    /** A manifest while it is being changed. */
    private static final class Draft {
        private final NavigableMap<String, ManifestEntry> entries;
        private final NavigableSet<String> deleting;
        private final Map<String, String> owners = new HashMap<>();

        Draft(NavigableMap<String, ManifestEntry> entries, NavigableSet<String> deleting) {
            this.entries = entries;
            this.deleting = deleting;
            entries.values().forEach(entry -> entry.paths().forEach(path -> owners.put(path, entry.file())));
        }

        void add(ManifestEntry given) {
            ManifestEntry old = entries.get(given.file());
            // A run that began before the deletion found it; only one that built it anew can have put it there since.
            if (given.making().isEmpty() && given.paths().stream().anyMatch(deleting::contains)) {
                return;
            }
            ManifestEntry entry = given;
            if (old != null) {
                entry = given.supersedes(old) ? given.joinedWith(old) : old.joinedWith(given);
                release(old);
            }
            for (String path : entry.paths()) {
                takeFromOther(path);
            }
            put(entry);
        }

        void remove(ManifestChange.Removal removal) {
            ManifestEntry entry = entries.get(removal.file());
            if (entry != null
                    && entry.sha256().equals(removal.sha256())
                    && !(entry.making().isPresent() && entry.at().isAfter(removal.at()))) {
                release(entry);
                deleting.addAll(entry.paths());
            }
        }

        private void takeFromOther(String path) {
            String owner = owners.get(path);
            if (owner != null) {
                ManifestEntry other = entries.get(owner);
                release(other);
                other.without(path).ifPresent(this::put);
            }
        }

        private void release(ManifestEntry entry) {
            entries.remove(entry.file());
            entry.paths().forEach(owners::remove);
        }

        private void put(ManifestEntry entry) {
            entries.put(entry.file(), entry);
            entry.paths().forEach(path -> owners.put(path, entry.file()));
            entry.paths().forEach(deleting::remove);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Manifest that && entries.equals(that.entries) && deleting.equals(that.deleting);
    }

    @Override
    public int hashCode() {
        return entries.hashCode();
    }
}
