package io.jenkins.plugins.falcoprobes.repository;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Collects the packages that are wanted of an rpm repository's index, whatever that is written in. */
final class IndexedPackages {
    private final String repository;
    private final URI base;
    private final Predicate<String> names;
    private final List<RpmPackage> packages = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int total;

    /**
     * None yet.
     *
     * @param base the repository's address, with a slash at its end
     */
    IndexedPackages(String repository, URI base, Predicate<String> names) {
        this.repository = repository;
        this.base = base;
        this.names = names;
    }

    /**
     * A package as the index has it.
     *
     * @param size in bytes; -1 if it does not say
     * @param base another repository that the path is below; empty for this one
     */
    record Entry(
            String name,
            String version,
            String release,
            String architecture,
            String checksumKind,
            String checksum,
            long size,
            String base,
            String path) {}

    /** Another package there is, wanted or not. */
    void count() {
        total++;
    }

    boolean wants(String name) {
        return names.test(name);
    }

    /** Takes a package; what cannot be used is a warning. */
    void add(Entry entry) {
        String what = repository + ": " + entry.name + "-" + entry.version + "-" + entry.release;
        String checksum = entry.checksum.toLowerCase(Locale.ROOT);
        if (!Checksums.isStrong(checksum)) {
            warnings.add(what + " is left out: the index has no SHA-256 or SHA-512 of it, but "
                    + (entry.checksumKind.isEmpty() ? "nothing" : entry.checksumKind));
            return;
        }
        try {
            packages.add(new RpmPackage(
                    repository,
                    entry.name,
                    entry.version,
                    entry.release,
                    entry.architecture,
                    resolve(base, entry.base, entry.path),
                    entry.size,
                    checksum));
        } catch (URISyntaxException | IllegalArgumentException e) {
            warnings.add(what + " is left out: it has no address, but \"" + entry.path + "\"");
        }
    }

    /** The address of a path in a repository, as the index writes it; some repositories' packages are outside of them. */
    static URI resolve(URI base, String otherBase, String path) throws URISyntaxException {
        URI from = otherBase.isEmpty() ? base : new URI(otherBase.replaceFirst("/*$", "/"));
        if (path.isEmpty()) {
            throw new URISyntaxException(path, "no path");
        }
        return from.resolve(new URI(null, null, path, null, null)).normalize();
    }

    PrimaryReader.Packages all() {
        return new PrimaryReader.Packages(packages, total, warnings);
    }
}
